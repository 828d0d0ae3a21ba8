/** `cockpit-ee containerfile`: what `ansible-builder create` would write of a definition, without what may be secret. */
import { checkDefinition } from "../ee/check.ts";
import { showContainerfile } from "../ee/containerfile-shown.ts";
import { readCheckable } from "./checkable.ts";
import { type Context, print, printJson, tell, UsageError } from "./context.ts";

export async function runContainerfile({ json }: Context, operands: readonly string[]): Promise<number> {
    const [path, ...more] = operands;
    if (path === undefined || more.length > 0) throw new UsageError("containerfile takes one path");
    const read = await readCheckable(path);
    const [files, check] =
        "refusal" in read
            ? [new Map<string, string>(), read.refusal]
            : [read.files, checkDefinition(read.files, read.file)];
    const shown = showContainerfile(files, check);
    const isThere = "text" in shown;
    if (json)
        printJson({ path, containerfile: isThere ? shown.text : null, redacted: isThere ? shown.isRedacted : null });
    else if (isThere) write(shown.text);
    if (!isThere) tell(`${path}: ${shown.reason}`);
    return isThere ? 0 : 1;
}

/** To a file or a program byte for byte; what it holds may not steer a terminal. */
function write(text: string): void {
    if (process.stdout.isTTY) print(text);
    else process.stdout.write(text);
}
