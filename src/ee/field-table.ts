/** Every key of every version, each with its field in the form. */
import { _ } from "../language.ts";
import { baseFields } from "./base-fields.ts";
import { ALL, type FieldSpec, field, NEW, type SectionName } from "./field-spec.ts";
import type { Path } from "./node-at.ts";
import { optionFields } from "./option-fields.ts";
import { stepFields } from "./step-fields.ts";

/** The fields of one version, in the order of the form. */
export const listFields = (version: number): FieldSpec[] =>
    makeTable().filter(({ versions }) => (versions as readonly number[]).includes(version));

/** Made on demand: its words are those of the language that is spoken then. */
const makeTable = (): FieldSpec[] => [
    ...baseFields(),
    field("collections", ALL, "requirements", "dependencies.galaxy", _("Collections")),
    field("python", ALL, "requirements", "dependencies.python", _("Python")),
    field("system", ALL, "requirements", "dependencies.system", _("System")),
    field(
        "excludes",
        NEW,
        "texts",
        "dependencies.exclude.python",
        _("Python requirements"),
        _("What collections ask for and shall not get: a name, or a pattern behind ~."),
    ),
    field(
        "excludes",
        NEW,
        "texts",
        "dependencies.exclude.system",
        _("System requirements"),
        _("System packages that collections ask for and shall not get."),
    ),
    field(
        "excludes",
        NEW,
        "texts",
        "dependencies.exclude.all_from_collections",
        _("All from collections"),
        _("Collections of which nothing is taken that they ask for."),
    ),
    ...stepFields(),
    field("files", NEW, "files", "additional_build_files", _("Files")),
    ...optionFields(),
];

/** The section that what is at a path belongs to; findings about nothing in particular belong to the first. */
export function sectionOf(path: Path): SectionName {
    const [top, below] = path;
    switch (top) {
        case "additional_build_steps":
            return "steps";
        case "additional_build_files":
            return "files";
        case "options":
        case "ansible_config":
            return "options";
        case "build_arg_defaults":
            return String(below).startsWith("EE_") ? "base" : "options";
        case "dependencies":
            if (below === "galaxy") return "collections";
            if (below === "python" || below === "system") return below;
            return below === "exclude" ? "excludes" : "base";
        default:
            return "base";
    }
}
