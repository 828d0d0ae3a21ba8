/** The only words there are for carriers and fidelities. */
import type { Carrier, Fidelity } from "../../build/plan.ts";
import { _ } from "../../language.ts";
import type { Kind } from "../parts/status.tsx";
import type { Filter } from "./plan-rows.ts";

export function carrierWord(carrier: Carrier): string {
    const words: Record<Carrier, string> = {
        blueprint: _("Blueprint"),
        content: _("Content"),
        container: _("Container"),
        "build-only": _("Build-only"),
    };
    return words[carrier];
}

export const filterWord = (filter: Filter): string =>
    filter === "all" ? _("All") : filter === "unsettled" ? _("Unsettled") : carrierWord(filter);

export function fidelityWord(fidelity: Fidelity): string {
    const words: Record<Fidelity, string> = {
        exact: _("Exact"),
        equivalent: _("Equivalent"),
        "not-needed": _("Not needed"),
        acknowledged: _("Acknowledged"),
        "left-over": _("Left over"),
        conflict: _("Conflict"),
        missing: _("Missing"),
    };
    return words[fidelity];
}

export const fidelityKind: Record<Fidelity, Kind> = {
    exact: "success",
    equivalent: "info",
    "not-needed": "none",
    acknowledged: "warning",
    "left-over": "danger",
    conflict: "danger",
    missing: "danger",
};
