/**
 * A wheel, unpacked without running anything of it: what lies in the cache is what the wheel's own list says, file by
 * file, and goes into a commit as it is.
 */
import * as z from "zod/mini";

import type { Workshop } from "../host/confined.ts";
import { makeDirectory, readText, writeText } from "../host/files.ts";
import { type Host, HostError, mayPass } from "../host/host.ts";
import { readTar } from "../host/tar.ts";
import { _, format } from "../language.ts";
import { commandsOf, parseMetadata } from "./wheel-metadata.ts";
import type { WheelName } from "./wheel-name.ts";
import { checkRecord, parseRecord } from "./wheel-record.ts";

const wheelSchema = z.object({
    file: z.string(),
    /** As PEP 503 has it. */
    name: z.string(),
    version: z.string(),
    sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
    /** PEP 508 lines. */
    requires: z.array(z.string()),
    requiresPython: z.string(),
    /** Has machine code in it. */
    isNative: z.boolean(),
    /** What of it is not in the commit: commands by their name, other files by their path. */
    commands: z.array(z.string()),
    others: z.array(z.string()),
});

export type Unpacked = z.infer<typeof wheelSchema> & {
    /** What goes to the commit's site-packages. */
    directory: string;
};

/** A wheel that is not taken, and why. */
export type Refused = { refused: string };

/** A tree larger than this, or of more files, is none that anybody imports. */
const MOST_BYTES = 2 ** 30;
const MOST_FILES = 50_000;
/** Of what it tells of itself, in bytes; its list grows with its files. */
const LONGEST = { METADATA: 2 ** 20, "entry_points.txt": 2 ** 20, RECORD: 2 ** 24 };

/** Where wheels lie in a workshop, and where they are unpacked. */
export const FETCHED = "fetched";

/** What was unpacked before; null when it was not. */
export async function readUnpacked(host: Host, cache: string, sha256: string): Promise<Unpacked | null> {
    const shelf = shelfOf(cache, sha256);
    const text = await readText(host, `${shelf}/wheel.json`);
    if (text === null) return null;
    // Written by another version of ours, perhaps: then it is unpacked once more.
    const { success, data } = wheelSchema.safeParse(JSON.parse(text));
    return success ? { ...data, directory: `${shelf}/site-packages` } : null;
}

const shelfOf = (cache: string, sha256: string): string => `${cache}/wheels/${sha256}`;

/**
 * Unpack a wheel that lies in the workshop, and keep it in the cache. Throws HostError where the machine fails.
 *
 * @param run As the workshop's own, with whatever has to be shown for the wheel to be seen.
 */
export async function unpackWheel(
    host: Host,
    cache: string,
    workshop: Pick<Workshop, "release">,
    run: Workshop["run"],
    name: WheelName,
    sha256: string,
): Promise<Unpacked | Refused> {
    const inside = `unpacked-${sha256.slice(0, 16)}`;
    try {
        const about = await unpack(run, name, inside);
        if (typeof about === "string") return { refused: about };
        const shelf = shelfOf(cache, sha256);
        await makeDirectory(host, shelf);
        // Somebody else may have unpacked the same meanwhile, which is the same.
        await workshop.release(inside, `${shelf}/site-packages`);
        const wheel = { file: name.file, name: name.name, sha256, isNative: !name.platforms.includes("any"), ...about };
        await writeText(host, `${shelf}/wheel.json`, JSON.stringify(wheel));
        return { ...wheel, directory: `${shelf}/site-packages` };
    } catch (error) {
        // What Python's zipfile refuses.
        const isZip = error instanceof HostError && error.problem === "failed" && error.detail.includes("zipfile");
        if (isZip && !mayPass(error)) return { refused: _("it cannot be unpacked") };
        throw error;
    }
}

type About = Pick<Unpacked, "version" | "requires" | "requiresPython" | "commands" | "others">;

/** What the wheel says of itself, once it is unpacked; or why it is not. */
async function unpack(run: Workshop["run"], name: WheelName, inside: string): Promise<About | string> {
    const zipfile = ["/usr/bin/python3", "-I", "-m", "zipfile"];
    const listing = new TextDecoder().decode(await run([...zipfile, "--list", `${FETCHED}/${name.file}`]));
    const sizes = [...listing.matchAll(/\d\d:\d\d:\d\d +(\d+)$/gm)].map(([, size]) => Number(size));
    if (sizes.length > MOST_FILES) return _("it has too many files");
    if (sizes.reduce((sum, size) => sum + size, 0) > MOST_BYTES) return _("it is too large when it is unpacked");
    // Names that lead elsewhere become names within, and links become files: both are told by the wheel's own list.
    await run([...zipfile, "--extract", `${FETCHED}/${name.file}`, inside]);
    const found = await readDigests(run, inside);
    const info = infoOf([...found.keys()], name);
    if (info === null) return _("it does not say which distribution it is");
    const texts = await readTexts(run, inside, info);
    if (typeof texts === "string") return format(_("its file $0 is too large"), texts);
    const record = parseRecord(texts.get("RECORD") ?? "");
    const metadata = parseMetadata(texts.get("METADATA") ?? "");
    if (!record || !metadata) return _("its metadata cannot be read");
    const unlike = checkRecord(record, found);
    if (unlike !== null) return unlike;
    if (metadata.version.replaceAll("_", "-") !== name.version && metadata.version !== name.version)
        return format(_("it holds version $0"), metadata.version);
    const data = `${info.slice(0, -".dist-info".length)}.data`;
    const spread = await spreadData(run, inside, data, [...found.keys()]);
    return {
        version: metadata.version,
        requires: metadata.requires,
        requiresPython: metadata.requiresPython,
        commands: [...new Set([...commandsOf(texts.get("entry_points.txt") ?? ""), ...spread.commands])].sort(),
        others: spread.others,
    };
}

async function readDigests(run: Workshop["run"], inside: string): Promise<Map<string, string>> {
    const argv = ["find", inside, "-type", "f", "-exec", "sha256sum", "--zero", "--", "{}", "+"];
    const lines = new TextDecoder()
        .decode(await run(argv))
        .split("\0")
        .slice(0, -1);
    return new Map(lines.map(line => [line.slice(66 + inside.length + 1), line.slice(0, 64)]));
}

/** The directory in which the wheel tells of itself; null unless there is one, of the name that the file has. */
function infoOf(paths: readonly string[], { name }: WheelName): string | null {
    const found = [...new Set(paths.flatMap(path => /^[^/]+\.dist-info(?=\/)/.exec(path)?.[0] ?? []))];
    const [info = ""] = found;
    const own = info
        .split("-")[0]
        ?.toLowerCase()
        .replace(/[-_.]+/g, "-");
    return found.length === 1 && own === name ? info : null;
}

/** What it tells of itself, by name; or the name of what is too large to be read. */
async function readTexts(run: Workshop["run"], inside: string, info: string): Promise<Map<string, string> | string> {
    const named = Object.keys(LONGEST).flatMap(name => ["-o", "-name", name]);
    const which = ["-maxdepth", "1", "-type", "f", "(", ...named.slice(1), ")", "-printf", "%s %f\\0"];
    const listed = new TextDecoder().decode(await run(["find", `${inside}/${info}`, ...which]));
    const sizes = new Map(listed.split("\0").map(line => [line.replace(/^\d+ /, ""), Number.parseInt(line, 10)]));
    const tooLarge = Object.entries(LONGEST).find(([name, longest]) => (sizes.get(name) ?? 0) > longest);
    if (tooLarge) return tooLarge[0];
    const names = Object.keys(LONGEST).filter(name => sizes.has(name));
    const archive = await run(
        [
            "tar",
            "--create",
            "--file=-",
            `--directory=${inside}/${info}`,
            "--null",
            "--verbatim-files-from",
            "--files-from=-",
        ],
        { input: names.map(name => `${name}\0`).join("") },
    );
    return new Map(readTar(archive).map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]));
}

/** Bring what belongs to site-packages there; the rest is told and left out, since it would lie among other packages' files. */
async function spreadData(run: Workshop["run"], inside: string, data: string, paths: readonly string[]) {
    const below = paths.filter(path => path.startsWith(`${data}/`)).map(path => path.slice(data.length + 1));
    if (below.length === 0) return { commands: [], others: [] };
    for (const part of ["purelib", "platlib"])
        if (below.some(path => path.startsWith(`${part}/`)))
            await run([
                "cp",
                "--recursive",
                "--no-clobber",
                "--no-target-directory",
                "--",
                `${inside}/${data}/${part}`,
                inside,
            ]);
    await run(["rm", "--recursive", "--force", "--", `${inside}/${data}`]);
    const isCommand = (path: string) => path.startsWith("scripts/");
    return {
        commands: below.filter(isCommand).map(path => path.slice("scripts/".length)),
        others: below.filter(path => !/^(?:scripts|purelib|platlib)\//.test(path)).sort(),
    };
}
