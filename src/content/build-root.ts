/** What a content RPM holds, laid out as it will lie in the commit; all of it in the box. */
import type { Workshop } from "../host/confined.ts";
import { writeTar } from "../host/tar.ts";
import { aboutPath } from "./path.ts";
import type { Content } from "./repository.ts";

/** In a workshop: what is to be packed, and where the host's own files are seen before they are copied. */
const ROOT = "root";
const SHOWN = "shown";

type Laid = Pick<Content, "name" | "trees" | "files" | "directories" | "links" | "about">;

/** Files that the workshop has to be opened with: places for what is shown, since nobody in the box could make them. */
export function layOutInputs(content: Laid): [path: string, text: string][] {
    const place = (below: string, { to, isFile }: Shown): [string, string] => [
        `${below}${to}${isFile ? "" : "/.keep"}`,
        "",
    ];
    const [only] = roundsOf(content);
    const shown = isApart(content)
        ? (only ?? []).map(each => place(ROOT, each))
        : roundsOf(content).flatMap((round, index) => round.map(each => place(`${SHOWN}/${index}`, each)));
    return [[`${ROOT}/.keep`, ""], ...shown];
}

/** Fill the build root, below /workshop; answers what of the host has to be shown in it then. Throws HostError. */
export async function layOut(
    workshop: Workshop,
    content: Laid,
    signal?: AbortSignal,
): Promise<Readonly<Record<string, string>>> {
    const rounds = roundsOf(content);
    const copied = isApart(content) ? [] : rounds;
    for (const [index, round] of copied.entries()) {
        const show = Object.fromEntries(round.map(({ from, to }) => [`${SHOWN}/${index}${to}`, from]));
        const argv = ["cp", "--recursive", "--no-dereference", "--no-target-directory", "--"];
        await workshop.run([...argv, `/workshop/${SHOWN}/${index}`, `/workshop/${ROOT}`], { show, signal });
    }
    const input = writeTar(writtenFiles(content), 0o644);
    const argv = ["tar", "--extract", "--file=-", "--no-same-owner", `--directory=/workshop/${ROOT}`];
    await workshop.run(argv, { input, signal });
    const seen = isApart(content) ? (rounds[0] ?? []) : [];
    return Object.fromEntries(seen.map(({ from, to }) => [`${ROOT}${to}`, from]));
}

/** Whether nothing lies in anything else, so that trees can be packed where they are: copying thousands of files takes a while. */
function isApart(content: Laid): boolean {
    const rounds = roundsOf(content);
    const written = [...writtenFiles(content).keys()].map(path => `/${path}`);
    const trees = rounds.flat().filter(({ isFile }) => !isFile);
    return rounds.length < 2 && !trees.some(({ to }) => written.some(path => isWithin(path, to)));
}

/** Paths without their slash. */
function writtenFiles({ name, files, directories, links, about }: Laid) {
    return new Map<string, string | Uint8Array | { target: string }>([
        [`${aboutPath(name).slice(1)}/`, ""],
        ...[...about].map(([path, text]) => [`${aboutPath(name).slice(1)}/${path}`, text] as const),
        ...[...directories.keys()].map(path => [`${path.slice(1)}/`, ""] as const),
        ...[...files].flatMap(([path, { content }]) =>
            typeof content === "string" || content instanceof Uint8Array ? [[path.slice(1), content] as const] : [],
        ),
        ...[...links].map(([path, target]) => [path.slice(1), { target }] as const),
    ]);
}

type Shown = { from: string; to: string; isFile: boolean };

/** What can be shown at once, since nothing of it lies in another; each round is copied over those before it. */
function roundsOf({ trees, files }: Laid): Shown[][] {
    const rounds: Shown[][] = [];
    const all = [
        ...trees.map(({ from, to }) => ({ from, to, isFile: false })),
        ...[...files].flatMap(([to, { content }]) =>
            typeof content === "object" && "from" in content ? [{ from: content.from, to, isFile: true }] : [],
        ),
    ];
    for (const shown of all) {
        const last = rounds.findLastIndex(round =>
            round.some(({ to }) => isWithin(to, shown.to) || isWithin(shown.to, to)),
        );
        const round = rounds[last + 1] ?? [];
        if (round.length === 0) rounds.push(round);
        round.push(shown);
    }
    return rounds;
}

const isWithin = (path: string, directory: string): boolean => `${path}/`.startsWith(`${directory}/`);
