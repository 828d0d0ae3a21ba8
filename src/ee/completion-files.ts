/** Paths that a definition can name: its files, and the usual names of those that are not there yet. */
import { _ } from "../language.ts";
import type { Completion } from "./completion.ts";
import type { Files } from "./files.ts";

/** Which files can stand at a key, by its name with dots, and how they are usually called. */
const PLACES: Readonly<Record<string, { fits: RegExp; usual: string | null }>> = {
    "dependencies.galaxy": { fits: /\.ya?ml$/, usual: "requirements.yml" },
    "dependencies.python": { fits: /\.txt$/, usual: "requirements.txt" },
    "dependencies.system": { fits: /\.txt$/, usual: "bindep.txt" },
    ansible_config: { fits: /\.cfg$/, usual: "ansible.cfg" },
    "additional_build_files.src": { fits: /./, usual: null },
};

export function fileCompletions(name: string, files: Files, main: string): Completion[] {
    const place = Object.hasOwn(PLACES, name) ? PLACES[name] : undefined;
    if (!place) return [];
    const { fits, usual } = place;
    const there = [...files.keys()].filter(file => file !== main && fits.test(file));
    const paths = usual === null || files.has(usual) ? there : [...there, usual];
    return paths.map(path => ({
        label: path,
        kind: "file",
        // What YAML could take for something else than text.
        insert: /^[\w./][\w./ -]*$/.test(path) ? path : JSON.stringify(path),
        documentation: () => ({
            about: files.has(path)
                ? _("A file of this definition.")
                : _("Not there yet: it has a tab, and is made by typing."),
            facts: [],
            fallback: null,
        }),
    }));
}
