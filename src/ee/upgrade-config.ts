/** `ansible_config`, for which version 3 has no key: people copy the file to where the galaxy stage looks. */
import { isScalar } from "yaml";

import { _, format } from "../language.ts";
import { addItem, deleteValue } from "./edit.ts";
import { newlineOf } from "./edit-hole.ts";
import { lineEnd, spanOfPair } from "./node-span.ts";
import { lineStart } from "./text.ts";
import { commentOut, pairAt, type Upgrade, valueAt } from "./upgrade-step.ts";

const KEY = ["ansible_config"];
const FILES = ["additional_build_files"];

export function copyAnsibleConfig({ text, notes }: Upgrade): Upgrade {
    const config = valueAt(text, KEY);
    if (typeof config !== "string") return { text, notes };
    if (!valueAt(text, ["dependencies", "galaxy"])) {
        const words = _("ansible_config was for galaxy only, of which nothing is asked: it is a comment now.");
        return { text: commentOut(text, KEY), notes: [...notes, words] };
    }
    const name = config.slice(config.lastIndexOf("/") + 1);
    const step = `COPY _build/configs/${name} /etc/ansible/ansible.cfg`;
    const words = _("$0 is copied to where galaxy finds it, by an additional build file and a build step.");
    const upgraded = addItem(nameFile(text, config), ["additional_build_steps", "prepend_galaxy"], step);
    return { text: upgraded, notes: [...notes, format(words, config)] };
}

/** The file becomes an additional one, in the place of the key where that is a line of its own. */
function nameFile(text: string, config: string): string {
    const pair = pairAt(text, KEY);
    const [start, end] = pair?.key.range ?? [0, 0];
    const stop = pair ? spanOfPair(pair).end : 0;
    const isLine = isScalar(pair?.value) && !text.slice(start, stop).includes("\n") && lineStart(text, start) === start;
    if (!isLine || valueAt(text, FILES) !== undefined)
        return addItem(deleteValue(text, KEY), FILES, { src: config, dest: "configs" });
    const newline = newlineOf(text);
    const rest = lineEnd(text, stop);
    const lines = [`${FILES[0]}:`, `  - src${text.slice(end, rest)}`, "    dest: configs"];
    return text.slice(0, start) + lines.join(newline) + text.slice(rest);
}
