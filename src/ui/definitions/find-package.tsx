/** Look for a system package or one of Python's among the RPMs that the composer's sources have for the target. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";

import type { FoundPackage, FoundPackages } from "../../build/find-packages.ts";
import { _, format, ngettext } from "../../language.ts";
import { Facts } from "../parts/facts.tsx";
import { Mono } from "../parts/mono.tsx";
import { useComposerState } from "../queries/composer.ts";
import { useFoundPackages } from "../queries/find.ts";
import type { FindProps } from "./find-collection.tsx";
import { FindPanel, problemOf } from "./find-panel.tsx";
import { useFind } from "./use-find.ts";

type FindPackageProps = Pick<FindProps, "saved" | "distro" | "has" | "onClose"> & {
    kind: "python" | "system";
    onAdd: (name: string) => void;
};

export function FindPackage({ saved, kind, distro, has, onAdd, onClose }: FindPackageProps) {
    const find = useFind<FoundPackage>(onAdd);
    const { wanted, settled, isShort, chosen } = find;
    const why = useWhyNot(distro);
    const { data, error, isFetching } = useFoundPackages(saved, kind, distro, settled);
    const isBusy = why === null && !isShort && (isFetching || settled !== wanted);
    const found = isShort ? [] : (data?.found ?? []);
    const isPython = kind === "python";
    const isName = /^[A-Za-z0-9][\w.+-]*$/.test(wanted);
    return (
        <FindPanel
            title={isPython ? _("Find Python package") : _("Find system package")}
            label={isPython ? _("Search Python packages") : _("Search RPMs")}
            placeholder={isPython ? _("Name") : _("Name, /path/of/a/file, or capability(name)")}
            find={find}
            suggestions={found.map(each => ({
                value: each.name,
                text: (
                    <>
                        <Mono>{each.entry}</Mono> <span className="ee-subtle">{each.versions[0]}</span>
                    </>
                ),
                description: isPython ? each.name : each.summary,
            }))}
            isBusy={isBusy}
            said={
                why !== null
                    ? [why]
                    : isBusy
                      ? [_("Asking the composer")]
                      : isShort
                        ? find.said
                        : [...problemOf(error), ...(data ? summaryOf(data, settled, isPython) : [])]
            }
            unknown={isName && !isShort && found.length === 0 ? wanted : null}
            onPick={picked => find.choose(found.find(each => each.name === picked) ?? null)}
            onClose={onClose}
        >
            {chosen && (
                <div className="ee-stack-sm">
                    <Facts
                        label={chosen.name}
                        facts={[
                            { term: _("RPM"), value: <Mono>{chosen.name}</Mono> },
                            { term: _("Summary"), value: chosen.summary },
                            {
                                term: _("Versions"),
                                value: (
                                    <span className="ee-breaks">
                                        <Mono>{chosen.versions.join(" ")}</Mono>
                                    </span>
                                ),
                            },
                        ]}
                    />
                    {has.has(chosen.entry) && (
                        <p className="ee-small ee-subtle">{format(_("$0 is in the list."), chosen.entry)}</p>
                    )}
                    <div>
                        <Button
                            variant="secondary"
                            size="sm"
                            isDisabled={has.has(chosen.entry)}
                            onClick={() => find.add(chosen.entry)}
                        >
                            {format(_("Add $0"), chosen.entry)}
                        </Button>
                    </div>
                </div>
            )}
        </FindPanel>
    );
}

function summaryOf({ found, more }: FoundPackages, text: string, isPython: boolean): string[] {
    if (found.length > 0)
        return [
            format(ngettext("$0 found.", "$0 found.", found.length), found.length),
            ...(more > 0 ? [format(ngettext("$0 more fits.", "$0 more fit.", more), more)] : []),
        ];
    return [
        isPython
            ? format(_("No RPM of the target's Python matches $0. A wheel may be had instead."), text)
            : format(_("No source has an RPM that matches $0."), text),
    ];
}

/** Why the composer cannot be asked, in words; null when it can. */
function useWhyNot(distro: string | null): string | null {
    const { data: state } = useComposerState();
    switch (state?.kind) {
        case "not-installed":
            return _("osbuild-composer is not installed, so its packages cannot be searched.");
        case "inactive":
            return _("osbuild-composer is not running, so its packages cannot be searched.");
        case "no-permission":
            return _("This needs administrative access, or membership of the group weldr.");
        case "silent":
        case "error":
            return state.message;
        default:
            return distro === null ? _("Asking the composer") : null;
    }
}
