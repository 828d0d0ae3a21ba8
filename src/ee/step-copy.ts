/** What COPY and ADD become: files from additional_build_files, from addresses and here-documents. */
import { _, format } from "../language.ts";
import { plainPath } from "./files.ts";
import { inBlueprint, inContent, type Judgement, type Meaning, make, type StepContext } from "./step-meaning.ts";
import { combineAll } from "./step-packages.ts";
import { parseShell } from "./step-shell.ts";
import type { Instruction } from "./step-split.ts";

/** Notes in the context what it brings. */
export function judgeCopy({ keyword, rest, documents }: Instruction, context: StepContext): Judgement {
    const [command, ...others] =
        parseShell(rest.replace(/<<-?(["']?)([A-Za-z_]\w*)\1/g, "'<<$2'"), context.variables) ?? [];
    if (!command || others.length > 0 || rest.startsWith("[") || command.redirections.length > 0)
        return { reason: _("Its words are not understood.") };
    if (!command.words.every(({ isKnown }) => isKnown))
        return { reason: _("It needs a variable that has no value here.") };
    const words = command.words.map(({ text }) => text);
    const flags = words.filter(word => word.startsWith("--"));
    if (flags.some(flag => flag.startsWith("--from=")))
        return { reason: _("It takes files of another image or stage.") };
    if (!flags.every(flag => /^--(?:chmod|chown)=\S+$/.test(flag)))
        return { reason: _("Its options are not understood.") };
    const operands = words.filter(word => !word.startsWith("--"));
    const target = operands.pop() ?? "";
    if (operands.length === 0) return { reason: _("Its words are not understood.") };
    const meanings: (Meaning | null)[] = [];
    for (const source of operands) {
        const isAddress = keyword === "ADD" && /^https?:\/\/[^\s@]+$/.test(source);
        const isDocument = documents.some(({ delimiter }) => source === `<<${delimiter}`);
        if (!isAddress && !isDocument && !isGiven(source, context))
            return { reason: format(_("$0 is not brought by additional_build_files."), source) };
        if (keyword === "ADD" && !isAddress && /\.(?:tar|tgz|tar\.\w+|txz|tbz2?)$/.test(source))
            return { reason: _("It unpacks an archive.") };
        meanings.push(placeCopy(source, target, operands.length > 1, isAddress, context));
    }
    const meaning = combineAll(meanings);
    return meaning ? { meaning } : { reason: format(_("A commit has no place for $0."), target) };
}

function placeCopy(
    source: string,
    target: string,
    isMany: boolean,
    isAddress: boolean,
    context: StepContext,
): Meaning | null {
    const isInto = isMany || target.endsWith("/") || /\/s?bin$/.test(target) || /[*?]/.test(source);
    const name = source.slice(source.lastIndexOf("/") + 1);
    const path = isInto && name !== "" && !/[*?]/.test(name) ? `${target}/${name}` : target;
    const meaning = make(path, context);
    if (/^\/etc\/yum\.repos\.d\//.test(path))
        return inBlueprint(_("A repository, as a source of the composer."), "equivalent");
    if (/^\/etc\/(?:ansible\/)?ansible\.cfg$/.test(path))
        return inBlueprint(_("A file below /etc, without the secrets in it."), "equivalent");
    return meaning?.carrier === "blueprint" && isAddress ? inContent(_("A file from an address.")) : meaning;
}

/** Whether additional_build_files brings a file to where the step takes it from. */
function isGiven(source: string, { given }: StepContext): boolean {
    const plain = plainPath(source);
    if (source.split("/").includes("..") || !plain.startsWith("_build/")) return false;
    return given.some(dest => {
        const directory = plainPath(`_build/${dest}`);
        return plain === directory || plain.startsWith(`${directory}/`);
    });
}
