/** What a content RPM holds, laid out as it will lie in the commit. What is of others is copied and seen in the box only. */
import type { Workshop } from "../host/confined.ts";
import { type Link, writeTar } from "../host/tar.ts";
import { aboutPath } from "./path.ts";
import type { Content } from "./repository.ts";

/** In a workshop: what is to be packed, and where the host's own files are seen before they are copied. */
const ROOT = "root";
const SHOWN = "shown";

type Laid = Pick<Content, "name" | "trees" | "files" | "directories" | "links" | "about">;

/**
 * What the workshop has to be opened with: places for what is shown, since nobody in the box could make them, and what is
 * written, unless it has to come over what is shown. Paths have to be checked before.
 */
export function layOutInputs(content: Laid): Map<string, string | Uint8Array | Link> {
    const rounds = roundsOf(content);
    const place = (below: string, { to, isFile }: Shown): [string, string] => [
        `${below}${to}${isFile ? "" : "/.keep"}`,
        "",
    ];
    const apart = isApart(content);
    const shown = rounds.flatMap((round, index) => round.map(each => place(apart ? ROOT : `${SHOWN}/${index}`, each)));
    const written = isWrittenFirst(content) ? [...writtenFiles(content)] : [];
    // Links last: nothing is written through one.
    return new Map([
        [`${ROOT}/.keep`, ""],
        ...shown,
        ...written.map(([path, file]) => [`${ROOT}/${path}`, file] as const),
    ]);
}

/** Fill the build root, below /workshop; answers what of the host has to be shown in it then. Throws HostError. */
export async function layOut(
    workshop: Workshop,
    content: Laid,
    signal?: AbortSignal,
): Promise<Readonly<Record<string, string>>> {
    const rounds = roundsOf(content);
    const apart = isApart(content);
    for (const [index, round] of (apart ? [] : rounds).entries()) {
        const show = Object.fromEntries(round.map(({ from, to }) => [`${SHOWN}/${index}${to}`, from]));
        // What is a link in one and a file in the next is not written through.
        const options = ["--recursive", "--no-dereference", "--remove-destination", "--no-target-directory"];
        const argv = ["cp", ...options, "--"];
        await workshop.run([...argv, `/workshop/${SHOWN}/${index}`, `/workshop/${ROOT}`], { show, signal });
    }
    if (!isWrittenFirst(content)) {
        const input = writeTar(writtenFiles(content));
        const argv = ["tar", "--extract", "--file=-", "--no-same-owner", `--directory=/workshop/${ROOT}`];
        await workshop.run(argv, { input, signal });
    }
    const seen = apart ? (rounds[0] ?? []) : [];
    return Object.fromEntries(seen.map(({ from, to }) => [`${ROOT}${to}`, from]));
}

/** Whether nothing lies in anything else, so that trees can be packed where they are: copying thousands of files takes a while. */
const isApart = (content: Laid): boolean => roundsOf(content).length < 2 && isWrittenFirst(content);

/** Whether nothing that is written lies in a tree. */
const isWrittenFirst = (content: Laid): boolean =>
    ![...writtenFiles(content).keys()].some(path => content.trees.some(({ to }) => isWithin(`/${path}`, to)));

/**
 * Paths without their slash, links last. In an order of their own, whatever that of the content: tar dates a directory when
 * it leaves it, and one to which it comes back has another date.
 */
function writtenFiles({ name, files, directories, links, about }: Laid) {
    const written: [string, string | Uint8Array][] = [
        [`${aboutPath(name).slice(1)}/`, ""],
        ...[...about].map(([path, text]): [string, string] => [`${aboutPath(name).slice(1)}/${path}`, text]),
        ...[...directories.keys()].map((path): [string, string] => [`${path.slice(1)}/`, ""]),
        ...[...files].flatMap(([path, { content }]): [string, string | Uint8Array][] =>
            typeof content === "string" || content instanceof Uint8Array ? [[path.slice(1), content]] : [],
        ),
    ];
    const linked = [...links].map(([path, target]): [string, Link] => [path.slice(1), { target }]);
    return new Map<string, string | Uint8Array | Link>([...written.sort(byPath), ...linked.sort(byPath)]);
}

const byPath = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number =>
    one < other ? -1 : 1;

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
