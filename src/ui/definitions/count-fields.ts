/** How many of each a definition asks for: one rule for the list of definitions and for the headings of the form. */
import { stepsIn } from "../../ee/build-steps.ts";
import type { SectionName } from "../../ee/field-spec.ts";
import type { Fields } from "../../ee/fields.ts";

export type Counts = Record<Exclude<SectionName, "base">, number> & { roles: number };

/** A build step is one instruction, whether it has a line of its own in a list or goes on over several of a text. */
export function countFields({ collections, roles, python, system, files, table }: Fields): Counts {
    const of = (section: SectionName) => table.filter(({ spec }) => spec.section === section);
    const texts = (section: SectionName) => of(section).flatMap(({ items }) => items.map(({ text }) => text));
    return {
        collections: collections.entries.length,
        roles: roles.entries.length,
        python: python.entries.length,
        system: system.entries.length,
        excludes: texts("excludes").length,
        steps: texts("steps").flatMap(stepsIn).length,
        files: files.length,
        options: of("options").filter(({ value, items }) => value !== "" || items.length > 0).length,
    };
}
