/** Programs that lie ready in a wheel, below `NAME.data/scripts`: nothing of them is run. */
import * as z from "zod/mini";

import type { Workshop } from "../host/confined.ts";
import { COMMAND_NAME, MOST_COMMANDS, type WheelCommand } from "./wheel-metadata.ts";

/**
 * Bring those that can be programs to another directory, both in the workshop.
 *
 * @returns The commands that they become, and the names of those that become none.
 */
export async function takeScripts(
    run: Workshop["run"],
    from: string,
    to: string,
    names: readonly string[],
): Promise<{ scripts: WheelCommand[]; lost: string[] }> {
    const taken = names.filter(name => COMMAND_NAME.test(name)).slice(0, MOST_COMMANDS);
    if (taken.length === 0) return { scripts: [], lost: [...names] };
    await run(["cp", "--recursive", "--no-target-directory", "--", from, to]);
    const told = await run(readScripts(to, taken));
    const texts = new Map(scriptsSchema.parse(JSON.parse(new TextDecoder().decode(told))));
    const scripts = taken.flatMap((name): WheelCommand[] => {
        const script = texts.get(name);
        if (script === undefined) return [{ name, isFile: true }];
        return script === null ? [] : [{ name, script }];
    });
    const made = new Set(scripts.map(({ name }) => name));
    return { scripts, lost: names.filter(name => !made.has(name)) };
}

/** Python of each that asks for the installer's interpreter; null where that is no text, or none that a person wrote. */
const scriptsSchema = z.array(z.tuple([z.string(), z.nullable(z.string())]));

/** Of the scripts of one wheel all together, in bytes: each is kept with what is known of it. */
const MOST_SCRIPT_BYTES = 2 ** 17;
/** Of a first line; the kernel takes fewer. */
const LONGEST_LINE = 4096;

/** Prints that, as the installer is to see it: the first line is its own. As in pip's `operations/install/wheel.py`, fix_script. */
const readScripts = (directory: string, names: readonly string[]): string[] => [
    ...["/usr/bin/python3", "-I", "-c", READ_SCRIPTS, directory],
    ...names,
];

const READ_SCRIPTS = `
import json, os, sys
directory, *names = sys.argv[1:]
texts = []
left = ${MOST_SCRIPT_BYTES}
for name in names:
    with open(os.path.join(directory, name), "rb") as opened:
        if opened.read(8) != b"#!python":
            continue
        line = opened.readline(${LONGEST_LINE})
        script = opened.read(left + 1)
    text = None
    if len(script) <= left and (line.endswith(b"\\n") or script == b""):
        try:
            text = script.decode()
            left -= len(script)
        except UnicodeDecodeError:
            pass
    texts.append((name, text))
json.dump(texts, sys.stdout)
`;
