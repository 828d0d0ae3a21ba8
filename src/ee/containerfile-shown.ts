/** The Containerfile of a definition as it may be shown: like all that leaves its directory, redacted. */
import { _, format } from "../language.ts";
import type { Check } from "./check.ts";
import { writeContainerfile } from "./containerfile.ts";
import { unknownSources } from "./containerfile-lists.ts";
import { definitionFile, type Files } from "./files.ts";
import { parseDefinition } from "./parse.ts";
import { redactFiles } from "./redact.ts";
import { redactUrls } from "./redact-url.ts";

export type ShownContainerfile =
    /** `isRedacted`: other than what ansible-builder writes, which its first line says. */
    | { text: string; isRedacted: boolean }
    /** Why there is none. */
    | { reason: string };

/** @param check What the judgement of these files says. */
export function showContainerfile(files: Files, check: Check): ShownContainerfile {
    const { file, creates, definition } = check;
    if (!creates || !definition) return { reason: whyNone(check) };
    // Nothing of any other file comes into it, and under this name the definition is redacted, whatever its own is.
    const main = definitionFile(new Map());
    const redacted = redactFiles(new Map([[main, files.get(file) ?? ""]])).get(main) ?? "";
    const shown = parseDefinition(redacted, file).definition;
    if (!shown) return { reason: _("What may be secret in the definition cannot be told from what is not.") };
    const unknown = unknownSources(file, shown).map(src => {
        const note = _(
            "$0 lies outside the definition's directory. A list of requirements in it is read by ansible-builder.",
        );
        return `# ${format(note, JSON.stringify(src))}\n`;
    });
    // What its lines put together may be an address only there.
    const text = redactUrls(writeContainerfile(files, file, shown));
    const notes = redactUrls(unknown.join(""));
    if (text === writeContainerfile(files, file, definition)) return { text: notes + text, isRedacted: false };
    const note = _("What may be secret is <redacted> here; ansible-builder writes it as the definition has it.");
    return { text: `# ${note}\n${notes}${text}`, isRedacted: true };
}

function whyNone({ builderMessage, findings }: Check): string {
    if (builderMessage) return format(_("ansible-builder would not write one: $0"), builderMessage);
    return findings.find(({ severity }) => severity === "error")?.message ?? "";
}
