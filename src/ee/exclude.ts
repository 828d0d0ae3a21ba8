/** Leaving out what collections ask for: `dependencies.exclude`, which needs ansible-builder 3.1. */
import { addItem } from "./edit.ts";

/** The definition's text with these names added to an exclude list; comments and order stay. */
export const addExcludes = (text: string, kind: "python" | "system", names: readonly string[]): string =>
    names.reduce((changed, name) => addItem(changed, ["dependencies", "exclude", kind], name), text);
