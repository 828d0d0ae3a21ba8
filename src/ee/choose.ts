/** Decide something about a definition, or take it back: the files with it, as the file beside the definition keeps it. */
import {
    type Acknowledgeable,
    type Acknowledgement,
    acknowledgedKinds,
    type Choices,
    type ChosenCarrier,
    type ChosenContainer,
    choicesFile,
    isAbout,
    isNothing,
    parseChoices,
    readChoices,
    writeChoices,
} from "./choices.ts";
import type { Files } from "./files.ts";
import { normalizeName } from "./python.ts";

/** The files with these acknowledged; null where the file that is there is not understood and would be lost. */
export function acknowledge(
    files: Files,
    requirements: readonly Acknowledgeable[],
    { reason, by, on }: Pick<Acknowledgement, "reason" | "by" | "on">,
): Files | null {
    const parsed = parseChoices(files.get(choicesFile) ?? "{}");
    if ("problems" in parsed) return null;
    const kept = parsed.acknowledged.filter(each => !requirements.some(requirement => isAbout(each, requirement)));
    const added = requirements.flatMap((requirement): Acknowledgement[] => {
        const kind = acknowledgedKinds.find(each => each === requirement.kind);
        const stage = kind === "build-step" ? { stage: requirement.name } : {};
        return kind === undefined ? [] : [{ kind, ...stage, text: requirement.text, reason, by, on }];
    });
    return write(files, { ...parsed, acknowledged: [...kept, ...added] });
}

/** The files without an acknowledgement; without the file, where it was the last. */
export function withdraw(files: Files, acknowledgement: Acknowledgement): Files {
    const choices = readChoices(files);
    const same = JSON.stringify(acknowledgement);
    const kept = choices.acknowledged.filter(each => JSON.stringify(each) !== same);
    return write(files, { ...choices, acknowledged: kept });
}

/** The files with this image embedded, or none; null where the file that is there is not understood and would be lost. */
export function chooseContainer(files: Files, container: ChosenContainer | null): Files | null {
    const parsed = parseChoices(files.get(choicesFile) ?? "{}");
    return "problems" in parsed ? null : write(files, { ...parsed, container });
}

/**
 * The files with what is to carry this collection or distribution, or with nothing chosen for it; null where the file that
 * is there is not understood and would be lost.
 */
export function chooseCarrier(
    files: Files,
    { kind, name }: Pick<ChosenCarrier, "kind" | "name">,
    carrier: ChosenCarrier["carrier"] | null,
): Files | null {
    const parsed = parseChoices(files.get(choicesFile) ?? "{}");
    if ("problems" in parsed) return null;
    const plain = kind === "python" ? normalizeName(name) : name;
    const isOther = (each: ChosenCarrier) =>
        each.kind !== kind || (kind === "python" ? normalizeName(each.name) : each.name) !== plain;
    const added = carrier === null ? [] : [{ kind, name: plain, carrier }];
    return write(files, { ...parsed, carriers: [...parsed.carriers.filter(isOther), ...added] });
}

function write(files: Files, choices: Choices): Files {
    const changed = new Map(files);
    if (Object.values(choices).every(isNothing)) changed.delete(choicesFile);
    else changed.set(choicesFile, writeChoices(choices));
    return changed;
}
