/** Build steps that make an RPM without files, for others to ask for. Null is what is not understood for certain. */

import { _ } from "../language.ts";
import { type Meaning, notNeeded, type StepContext } from "./step-meaning.ts";
import { isScratch, pathOf } from "./step-path.ts";
import { madeAt, make } from "./step-place.ts";

/** `rpmbuild -bb --define "_topdir DIRECTORY" SPEC`. */
export function judgeRpmbuild(words: readonly string[], context: StepContext): Meaning | null {
    const operands: string[] = [];
    let top: string | null = null;
    let isBinary = false;
    for (let at = 0; at < words.length; at++) {
        const word = words[at] ?? "";
        if (word === "--define" || word === "-D") {
            at += 1;
            const [, directory] = /^_topdir (\/\S+)$/.exec(words[at] ?? "") ?? [];
            if (directory === undefined) return null;
            top = directory;
        } else if (word === "-bb" || word === "-ba") isBinary = true;
        else if (/^(?:--quiet|--nodeps|--clean|-v)$/.test(word)) continue;
        else if (word.startsWith("-")) return null;
        else operands.push(word);
    }
    const [spec = "", ...more] = operands;
    const made = madeAt(spec, context);
    const isText = made?.kind === "file" && made.from !== null && "text" in made.from;
    if (!isBinary || top === null || more.length > 0 || !isText || !made.from || !("text" in made.from)) return null;
    const empty = readEmpty(made.from.text);
    if (!empty || !isScratch(pathOf(top, context) ?? "/")) return null;
    const { name, version, arch } = empty;
    const file = `${top}/RPMS/${arch}/${name}-${version}.${arch}.rpm`;
    return make(file, { kind: "stand-in", name, version }, context) && notNeeded(_("Only later steps use it."));
}

/** Sections that put nothing into it. */
const SAYING = /^%(?:description|changelog)$/;
const EMPTY = /^%(?:files|prep|build|install)$/;

/** `version` with the release behind it. */
function readEmpty(text: string): { name: string; version: string; arch: string } | null {
    const tags = new Map<string, string>();
    let section: string | null = null;
    for (const line of text.split("\n").map(each => each.trim())) {
        if (line === "" || line.startsWith("#")) continue;
        if (SAYING.test(line) || EMPTY.test(line)) section = line;
        else if (line.includes("%")) return null;
        else if (section === null) {
            const [, tag = "", value = ""] =
                /^(Name|Version|Release|Summary|License|BuildArch|URL|Group):\s*(.+)$/.exec(line) ?? [];
            if (tag === "") return null;
            tags.set(tag, value);
        } else if (!SAYING.test(section)) return null;
    }
    const [name = "", version = "", release = ""] = ["Name", "Version", "Release"].map(tag => tags.get(tag));
    const isPlain =
        /^[A-Za-z0-9][\w+.-]*$/.test(name) && [version, release].every(each => /^[A-Za-z0-9.+~^_]+$/.test(each));
    if (!isPlain || section === null || !/^%files$/m.test(text)) return null;
    return tags.get("BuildArch") === "noarch" ? { name, version: `${version}-${release}`, arch: "noarch" } : null;
}
