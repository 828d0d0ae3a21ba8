/**
 * What a person has typed and not saved, in his home directory: nobody else can read it there or put something in its
 * place, whatever rights he has over definitions.
 */
import { makeDirectory, remove, writeText } from "../host/files.ts";
import { type Host, isMissing } from "../host/host.ts";
import { type Bounds, readTree } from "../host/trees.ts";

/** Whose drafts: login name, and the directory as `~` stands for it. */
export type Person = { user: string; home: string };

const AS_SELF = { as: "self" } as const satisfies Bounds;
/** More text than anybody types; such drafts stay in the browser only. */
const MAX_LENGTH = 1024 * 1024;
/** Days after which nobody comes back for a draft. */
const MAX_DAYS = 30;

const below = (home: string): string => `${home}/.local/state/cockpit-ee`;
const draftsOf = (home: string): string => `${below(home)}/drafts`;
const pathOf = (home: string, definition: string): string => `${draftsOf(home)}/${definition}.json`;

/** The draft of a definition as it was kept, or null. What is not this person's own file is none. */
export async function readDraft(host: Host, { user, home }: Person, definition: string): Promise<string | null> {
    const only = [`${definition}.json`];
    const entries = await readTree(host, draftsOf(home), { ...AS_SELF, only, maxBytes: 4 * MAX_LENGTH });
    const file = entries?.find(({ type, owner }) => type === "file" && owner === user);
    return file ? new TextDecoder().decode(file.bytes) : null;
}

/** False when the text is too long to be kept. */
export async function keepDraft(host: Host, { home }: Person, definition: string, text: string): Promise<boolean> {
    if (text.length > MAX_LENGTH) return false;
    const write = () => writeText(host, pathOf(home, definition), text, { ...AS_SELF, mode: 0o600 });
    try {
        await write();
    } catch (error) {
        if (!isMissing(error)) throw error;
        await prepare(host, home);
        await write();
    }
    return true;
}

export async function dropDraft(host: Host, { home }: Person, definition: string): Promise<void> {
    await remove(host, pathOf(home, definition), AS_SELF);
}

/** The definition has another name now. What was left of an earlier one of that name goes. */
export async function renameDraft(host: Host, person: Person, definition: string, newName: string): Promise<void> {
    const text = await readDraft(host, person, definition);
    if (text === null) return dropDraft(host, person, newName);
    await keepDraft(host, person, newName, text);
    await dropDraft(host, person, definition);
}

/** Let go of the drafts that nobody came back for, those of deleted definitions among them. */
export async function dropOldDrafts(host: Host, { home }: Person): Promise<void> {
    const old = ["-maxdepth", "1", "-type", "f", "-mtime", `+${MAX_DAYS}`];
    await host.run(["find", draftsOf(home), ...old, "-delete"], AS_SELF);
}

async function prepare(host: Host, home: string): Promise<void> {
    for (const path of [`${home}/.local`, `${home}/.local/state`, below(home), draftsOf(home)])
        await makeDirectory(host, path, "0700", AS_SELF);
    // Some keep their home in git.
    await writeText(host, `${below(home)}/.gitignore`, "*\n", { ...AS_SELF, mode: 0o600 });
}
