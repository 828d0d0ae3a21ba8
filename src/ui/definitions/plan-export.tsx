/** "Export": the plan in the words of other programs, onto the user's own machine. */
import { MenuToggle } from "@patternfly/react-core/dist/esm/components/MenuToggle/index.js";
import DownloadIcon from "@patternfly/react-icons/dist/esm/icons/download-icon";
import { useMemo, useRef, useState } from "react";

import type { PlanExport as Exported } from "../../build/exports.ts";
import { exportPlan } from "../../build/exports.ts";
import type { Plan } from "../../build/plan.ts";
import type { Check } from "../../ee/check.ts";
import { showContainerfile } from "../../ee/containerfile-shown.ts";
import { _ } from "../../language.ts";
import { ActionsMenuItems } from "../parts/actions-menu-items.tsx";
import { useToast } from "../parts/toasts.tsx";
import { useSession } from "../session.tsx";

type PlanExportProps = {
    name: string;
    plan: Plan;
    /** What the plan is of, and its judgement. */
    files: ReadonlyMap<string, string>;
    check: Check;
};

export function PlanExport({ name, plan, files, check }: PlanExportProps) {
    const toggle = useRef<HTMLButtonElement>(null);
    const [isOpen, setOpen] = useState(false);
    const { download } = useSession();
    const showToast = useToast();
    const titles: Record<Exported["kind"], string> = {
        toml: _("Blueprint (TOML)"),
        blueprint: _("Blueprint (JSON)"),
        treefile: _("Treefile"),
        containerfile: _("Containerfile"),
        plan: _("Plan (JSON)"),
    };
    // Nobody waits for what nobody looks at.
    const exported = useMemo(
        () => (isOpen ? exportPlan(name, plan, showContainerfile(files, check)) : []),
        [isOpen, name, plan, files, check],
    );
    const save = (text: string, file: string) =>
        download({ text }, file).catch((error: Error) =>
            showToast({ variant: "danger", title: _("Not exported"), body: error.message }),
        );
    return (
        <>
            <MenuToggle
                ref={toggle}
                icon={<DownloadIcon />}
                isExpanded={isOpen}
                className="ee-at-end"
                onClick={() => setOpen(!isOpen)}
            >
                {_("Export")}
            </MenuToggle>
            <ActionsMenuItems
                toggle={toggle}
                isOpen={isOpen}
                onOpenChange={setOpen}
                actions={exported.map(each => ({
                    title: titles[each.kind],
                    onClick: () => "text" in each && void save(each.text, each.file),
                    reason: "reason" in each ? each.reason : null,
                }))}
            />
        </>
    );
}
