/** The paths that a definition names, relative to its own file as written, and what they are to be. */
import { choicesFile } from "./choices.ts";
import type { Definition } from "./definition.ts";
import { lockFile } from "./lock-file.ts";
import { namedFile } from "./requirement-text.ts";

/** Lists and configuration, whose texts are read, and all that must be there; patterns of files are left out. */
export function namedPaths(definition: Definition): { texts: string[]; others: string[] } {
    const sources = (definition.additional_build_files ?? []).map(({ src }) => src).filter(src => !/[*?[]/.test(src));
    const lists = (["galaxy", "python", "system"] as const).map(kind => namedFile(definition, kind));
    const configs = [definition.ansible_config ?? "", ...sources.filter(src => src.endsWith(".cfg")), "ansible.cfg"];
    const texts = [...lists, ...configs, choicesFile, lockFile].filter(Boolean);
    return { texts, others: sources.filter(src => !texts.includes(src)) };
}
