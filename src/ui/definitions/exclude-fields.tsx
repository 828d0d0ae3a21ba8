/** What is left out of what collections ask for, each entry with what that is. */
import type { PlannedRequirement } from "../../build/plan.ts";
import type { TableField } from "../../ee/fields.ts";
import { keptOutBy } from "../../ee/introspect.ts";
import { _, format, ngettext } from "../../language.ts";
import { TextFields, type TextFieldsProps } from "./text-fields.tsx";

type ExcludeFieldsProps = Omit<TextFieldsProps, "addText" | "below"> & {
    /** What the newest plan knows of; null before the first one. */
    known: readonly PlannedRequirement[] | null;
};

const SHOWN = 5;

export function ExcludeFields({ known: planned, ...props }: ExcludeFieldsProps) {
    const isUsed = props.fields.some(({ items }) => items.length > 0);
    // Nobody knows what a collection asks for that could not be fetched.
    const isWhole = !planned?.some(({ kind, fidelity }) => kind === "collection" && fidelity === "missing");
    const known = isWhole ? planned : null;
    return (
        <div className="ee-stack">
            {known === null && isUsed && (
                <p className="ee-subtle ee-small">
                    {planned === null
                        ? _("What each leaves out is told here once there is a plan.")
                        : _("What each leaves out is not known: the newest plan lacks a collection.")}
                </p>
            )}
            <TextFields
                {...props}
                addText={addTextOf}
                below={(field, entry) =>
                    known !== null &&
                    entry.trim() !== "" && (
                        <p className="ee-subtle ee-small">{effectOf(keptOutBy(listOf(field), entry, known))}</p>
                    )
                }
            />
        </div>
    );
}

type List = Parameters<typeof keptOutBy>[0];

const listOf = ({ path }: TableField): List => {
    const name = path.at(-1);
    return name === "python" || name === "system" ? name : "all_from_collections";
};

function addTextOf(field: TableField): string {
    switch (listOf(field)) {
        case "python":
            return _("Exclude a Python requirement");
        case "system":
            return _("Exclude a system requirement");
        default:
            return _("Exclude all from a collection");
    }
}

/** "Leaves out paramiko (ansible.netcommon 7.2.0) and 3 more." */
function effectOf(left: readonly PlannedRequirement[]): string {
    if (left.length === 0) return _("Leaves out nothing of what the collections of the newest plan ask for.");
    const names = left.slice(0, SHOWN).map(({ name, askedBy }) => format("$0 ($1)", name, askedBy.join(_(", "))));
    const list = names.join(_(", "));
    const more = left.length - names.length;
    if (more === 0) return format(_("Leaves out $0."), list);
    return format(ngettext("Leaves out $0 and $1 more.", "Leaves out $0 and $1 more.", more), list, more);
}
