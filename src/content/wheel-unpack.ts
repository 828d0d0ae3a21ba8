/**
 * Wheels, unpacked without running anything of them: what lies in the cache is what a wheel's own list says, file by
 * file, and goes into a commit as it is.
 */
import type { Workshop } from "../host/confined.ts";
import { type Host, HostError, mayPass } from "../host/host.ts";
import { _, format } from "../language.ts";
import { commandsOf, parseMetadata } from "./wheel-metadata.ts";
import type { WheelName } from "./wheel-name.ts";
import { checkRecord, parseRecord } from "./wheel-record.ts";
import { takeScripts } from "./wheel-scripts.ts";
import { PROGRAMS, SITE_PACKAGES, shelveWheels, type Unpacked } from "./wheel-shelf.ts";
import { infoOf, readDigests, readInfos } from "./wheel-texts.ts";
import { listZip, parseZipSizes, unpackPlain } from "./zip.ts";

/** A wheel that is not taken, and why. */
export type Refused = { refused: string };

/** A tree larger than this, or of more files, is none that anybody imports. */
const MOST_BYTES = 2 ** 30;
const MOST_FILES = 50_000;

/** Where wheels lie in a workshop. */
export const FETCHED = "fetched";

/**
 * Unpack wheels that lie in the workshop, and keep them in the cache. Throws HostError where the machine fails.
 *
 * @param wheels By their digest.
 * @returns The same.
 */
export async function unpackWheels(
    host: Host,
    cache: string,
    workshop: Workshop,
    wheels: ReadonlyMap<string, WheelName>,
    signal?: AbortSignal,
): Promise<Map<string, Unpacked | Refused>> {
    const run: Workshop["run"] = (argv, options) => workshop.run(argv, { signal, ...options });
    const answers = new Map<string, Unpacked | Refused>();
    const places = new Map<string, string>();
    for (const [sha256, wheel] of wheels) {
        const place = `unpacked-${sha256.slice(0, 16)}`;
        const refused = await extract(run, wheel, `${place}/${SITE_PACKAGES}`);
        if (refused === null) places.set(sha256, place);
        else answers.set(sha256, { refused });
    }
    if (places.size === 0) return answers;
    const trees = [...places.values()].map(place => `${place}/${SITE_PACKAGES}`);
    const digests = await readDigests(run, trees);
    const infos = await readInfos(
        run,
        [...places].flatMap(([sha256, place]) => {
            const tree = `${place}/${SITE_PACKAGES}`;
            const info = infoOf([...(digests.get(tree)?.keys() ?? [])], wheels.get(sha256)?.name ?? "");
            return info === null ? [] : [`${tree}/${info}`];
        }),
    );
    const taken = new Map<string, Omit<Unpacked, "directory" | "programs">>();
    for (const [sha256, place] of places) {
        const wheel = wheels.get(sha256);
        const tree = `${place}/${SITE_PACKAGES}`;
        if (!wheel) continue;
        const about = await examine(run, wheel, tree, digests.get(tree) ?? new Map(), infos);
        if (typeof about === "string") {
            answers.set(sha256, { refused: about });
            continue;
        }
        const { file, name, platforms } = wheel;
        taken.set(place, { file, name, sha256, isNative: !platforms.includes("any"), ...about });
    }
    for (const kept of await shelveWheels(host, cache, workshop, taken)) answers.set(kept.sha256, kept);
    return answers;
}

/** Null when it is there; or why it is not taken. */
async function extract(run: Workshop["run"], { file }: WheelName, inside: string): Promise<string | null> {
    try {
        const listing = new TextDecoder().decode(await run(listZip(`${FETCHED}/${file}`)));
        const sizes = parseZipSizes(listing);
        if (sizes.length > MOST_FILES) return _("it has too many files");
        if (sizes.reduce((sum, size) => sum + size, 0) > MOST_BYTES) return _("it is too large when it is unpacked");
        // Names that lead elsewhere become names within, and links become files: both are told by the wheel's own list.
        await run(unpackPlain(`${FETCHED}/${file}`, inside));
        return null;
    } catch (error) {
        // What Python's zipfile refuses.
        const isZip = error instanceof HostError && error.problem === "failed" && error.detail.includes("zipfile");
        if (isZip && !mayPass(error)) return _("it cannot be unpacked");
        throw error;
    }
}

type About = Pick<Unpacked, "version" | "requires" | "requiresPython" | "commands" | "lost" | "others" | "top">;

/** What the wheel says of itself, once it is unpacked; or why it is not taken. */
async function examine(
    run: Workshop["run"],
    wheel: WheelName,
    tree: string,
    found: ReadonlyMap<string, string>,
    infos: ReadonlyMap<string, ReadonlyMap<string, string> | string>,
): Promise<About | string> {
    const info = infoOf([...found.keys()], wheel.name);
    if (info === null) return _("it does not say which distribution it is");
    const texts = infos.get(`${tree}/${info}`) ?? new Map<string, string>();
    if (typeof texts === "string") return format(_("its file $0 is too large"), texts);
    const record = parseRecord(texts.get("RECORD") ?? "");
    const metadata = parseMetadata(texts.get("METADATA") ?? "");
    if (!record || !metadata) return _("its metadata cannot be read");
    const unlike = checkRecord(record, found);
    if (unlike !== null) return unlike;
    if (metadata.version.replaceAll("_", "-") !== wheel.version && metadata.version !== wheel.version)
        return format(_("it holds version $0"), metadata.version);
    const spread = await spreadData(run, tree, `${info.slice(0, -".dist-info".length)}.data`, [...found.keys()]);
    const { commands, others: unreadable } = commandsOf(texts.get("entry_points.txt") ?? "");
    // A script with the name of an entry point is what another installer made of that.
    const called = new Set(commands.map(({ name }) => name));
    const scripts = spread.scripts.filter(({ name }) => !called.has(name));
    return {
        version: metadata.version,
        requires: metadata.requires,
        requiresPython: metadata.requiresPython,
        commands: [...commands, ...scripts].sort((one, other) => (one.name < other.name ? -1 : 1)),
        lost: [...new Set([...unreadable, ...spread.lost])].sort(),
        others: spread.others,
        top: spread.top,
    };
}

/**
 * Bring what belongs to site-packages there, and programs aside; the rest is told and left out, since it would lie among
 * other packages' files.
 */
async function spreadData(run: Workshop["run"], inside: string, data: string, paths: readonly string[]) {
    const below = paths.filter(path => path.startsWith(`${data}/`)).map(path => path.slice(data.length + 1));
    const own = paths.filter(path => !path.startsWith(`${data}/`));
    if (below.length === 0) return { scripts: [], lost: [], others: [], top: topOf(own) };
    for (const part of ["purelib", "platlib"])
        if (below.some(path => path.startsWith(`${part}/`))) {
            const argv = ["cp", "--recursive", "--no-clobber", "--no-target-directory", "--"];
            await run([...argv, `${inside}/${data}/${part}`, inside]);
        }
    const names = below.flatMap(path => (path.startsWith("scripts/") ? [path.slice("scripts/".length)] : []));
    const programs = await takeScripts(run, `${inside}/${data}/scripts`, `${inside}/../${PROGRAMS}`, names);
    await run(["rm", "--recursive", "--force", "--", `${inside}/${data}`]);
    return {
        ...programs,
        others: below.filter(path => !/^(?:scripts|purelib|platlib)\//.test(path)).sort(),
        top: topOf([...own, ...below.flatMap(path => /^(?:purelib|platlib)\/(.+)$/s.exec(path)?.[1] ?? [])]),
    };
}

const topOf = (paths: readonly string[]): string[] =>
    [...new Set(paths.flatMap(path => /^[^/]+\/?/.exec(path)?.[0] ?? []))].sort();
