/** How many of each a definition asks for: one rule for the list of definitions and for the headings of the form. */
import type { SectionName } from "../../ee/field-spec.ts";
import type { Fields } from "../../ee/fields.ts";

export type Counts = Record<Exclude<SectionName, "base" | "steps">, number> & { roles: number };

/** Build steps are counted by `count-steps.ts`: cutting them brings a parser that the list does without. */
export function countFields({ collections, roles, python, system, files, table }: Fields): Counts {
    const of = (section: SectionName) => table.filter(({ spec }) => spec.section === section);
    const texts = (section: SectionName) => of(section).flatMap(({ items }) => items.map(({ text }) => text));
    return {
        collections: collections.entries.length,
        roles: roles.entries.length,
        python: python.entries.length,
        system: system.entries.length,
        excludes: texts("excludes").length,
        files: files.length,
        options: of("options").filter(({ value, items }) => value !== "" || items.length > 0).length,
    };
}
