/**
 * What of a definition's directory leaves it: the definition, the requirement lists that it names, what was decided about
 * it, where it fetches from, and the files that its build steps copy into the system. Nothing else, for a directory may
 * hold anything: passwords of a vault, keys, work in progress.
 */
import { isText } from "../host/bytes.ts";
import { choicesFile } from "./choices.ts";
import type { Definition } from "./definition.ts";
import { besides, definitionFile, type Files } from "./files.ts";
import { configFiles } from "./galaxy-servers.ts";
import { lockFile } from "./lock-file.ts";
import { redactFiles } from "./redact.ts";
import { holdsSecret } from "./redact-bytes.ts";
import { REDACTED } from "./redact-url.ts";
import { namedFile } from "./requirement-text.ts";
import { listSources } from "./steps.ts";

/**
 * By path, redacted. Files that the definition names outside its directory are left out; of those that are no texts and hold
 * what may be a secret nothing but that is said.
 */
export function carriedFiles(files: Files, definition: Definition): Map<string, string> {
    const main = definitionFile(files);
    const lists = (["galaxy", "python", "system"] as const).map(kind => namedFile(definition, kind)).filter(Boolean);
    const carried = new Set([main, choicesFile, ...lists.map(path => besides(main, path)), ...configFiles(files)]);
    const sources = new Set(listSources(files, definition).filter(path => path !== lockFile && !carried.has(path)));
    const redacted = redactFiles(new Map([...files].filter(([path]) => carried.has(path) || sources.has(path))));
    for (const path of sources) {
        const text = files.get(path);
        if (text !== undefined && !isText(text)) redacted.set(path, holdsSecret(path, text) ? `${REDACTED}\n` : text);
    }
    return redacted;
}
