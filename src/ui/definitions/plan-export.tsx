/** "Export": the plan in the words of other programs, onto the user's own machine. */
import { MenuToggle } from "@patternfly/react-core/dist/esm/components/MenuToggle/index.js";
import DownloadIcon from "@patternfly/react-icons/dist/esm/icons/download-icon";
import { useRef, useState } from "react";

import type { PlanExport as Exported } from "../../build/exports.ts";
import { exportPlan } from "../../build/exports.ts";
import type { Plan } from "../../build/plan.ts";
import { _ } from "../../language.ts";
import { ActionsMenuItems } from "../parts/actions-menu-items.tsx";
import { useToast } from "../parts/toasts.tsx";
import { useSession } from "../session.tsx";

export function PlanExport({ name, plan }: { name: string; plan: Plan }) {
    const toggle = useRef<HTMLButtonElement>(null);
    const [isOpen, setOpen] = useState(false);
    const { download } = useSession();
    const showToast = useToast();
    const titles: Record<Exported["kind"], string> = {
        toml: _("Blueprint (TOML)"),
        blueprint: _("Blueprint (JSON)"),
        treefile: _("Treefile"),
        plan: _("Plan (JSON)"),
    };
    const save = ({ text, file }: Exported) =>
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
                actions={exportPlan(name, plan).map(each => ({
                    title: titles[each.kind],
                    onClick: () => void save(each),
                }))}
            />
        </>
    );
}
