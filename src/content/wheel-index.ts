/** Wheels from an index, fetched by the host's pip: never built, never run, nothing fetched beside what was named. */
import type { Workshop } from "../host/confined.ts";
import { HostError } from "../host/host.ts";
import { _, format } from "../language.ts";
import { allowedDigests } from "./wheel-digest.ts";
import { abiOf, parseWheelName, platformTags, tagsOf, type WheelTarget } from "./wheel-name.ts";
import { FETCHED } from "./wheel-unpack.ts";

/** One distribution: its name as PEP 503 has it, and a specifier such as ">=1,<2". */
export type WheelWish = { name: string; specifier: string; pin?: WheelPin };

/** Which file it has to be. */
export type WheelPin = {
    /** Where it is: http or https, null for the directory of wheels; more than one where it is asked for in many ways. */
    addresses: readonly { url: string | null; file: string }[];
    /** SHA-256 in hex, in lower case: it has to be in each of these lists. */
    digests: readonly (readonly string[])[];
};

/** Seconds until pip gives up on a server, once more than once. */
const PATIENCE = ["--retries=1", "--timeout=15"];
/** Milliseconds for one run of pip. */
const LONGEST = 600_000;
const MOST_LOG = 8 * 2 ** 20;
/** Of one wheel. */
const MOST_BYTES = 2 ** 30;

/**
 * Fetch the wheels for these wishes into the workshop. pip is asked for all at once, and names the first that it cannot
 * find; then for the rest.
 *
 * @returns Why a wheel is not there, by name; of all others there is one. Throws HostError where pip could not be run.
 */
export async function downloadWheels(
    workshop: Workshop,
    wishes: readonly WheelWish[],
    target: WheelTarget,
    signal?: AbortSignal,
): Promise<Map<string, string>> {
    const missing = new Map<string, string>();
    let rest = [...wishes];
    while (rest.length > 0) {
        const asked = ["--", ...rest.map(({ name, specifier }) => name + specifier)];
        const log = await runPip(workshop, asked, target, signal);
        if (log === null) return missing;
        const named = /ERROR: No matching distribution found for ([A-Za-z0-9._-]+)/.exec(log)?.[1];
        const name = named?.toLowerCase().replace(/[-_.]+/g, "-");
        const known = rest.find(wish => wish.name === name);
        const isDead = known !== undefined && isUnanswered(sectionOf(log, known.name));
        if (!known || isDead) {
            for (const wish of rest) missing.set(wish.name, known ? _("the index does not answer") : readPipError(log));
            return missing;
        }
        missing.set(known.name, readReason(log, known, target));
        rest = rest.filter(wish => wish !== known);
    }
    return missing;
}

/** Where a workshop has what is asked for with its hashes: pip takes them from a file only. */
const listOf = (name: string): string => `asked/${name}.txt`;

/** Files for the workshop of `downloadByDigest`, one for each of these wishes that has digests. */
export const hashedLists = (wishes: readonly WheelWish[]): Map<string, string> =>
    new Map(
        wishes.flatMap(wish => {
            const hashes = (allowedDigests(wish) ?? []).map(sha256 => ` --hash=sha256:${sha256}`);
            const line = `${wish.name}${wish.specifier}${hashes.join("")}\n`;
            return hashes.length === 0 ? [] : [[listOf(wish.name), line] as const];
        }),
    );

/** Fetch the wheel that has a digest of those that are allowed; none where pip finds none, or no exact version is asked for. */
export async function downloadByDigest(
    workshop: Workshop,
    { name }: WheelWish,
    target: WheelTarget,
    signal?: AbortSignal,
): Promise<void> {
    await runPip(workshop, [`--requirement=/workshop/${listOf(name)}`], target, signal);
}

/** Null when all is there; else what pip wrote. */
async function runPip(
    workshop: Workshop,
    asked: readonly string[],
    target: WheelTarget,
    signal?: AbortSignal,
): Promise<string | null> {
    const options = ["--no-deps", "--only-binary=:all:", "--no-input", "--quiet", "--disable-pip-version-check"];
    // Without a platform pip would take the machine that it runs on for the target.
    const platforms = [...platformTags(target), "any"].map(tag => `--platform=${tag}`);
    const interpreter = [
        `--python-version=${target.release ?? target.python}`,
        "--implementation=cp",
        `--abi=${abiOf(target.python)}`,
    ];
    const environment = { PIP_CONFIG_FILE: "/workshop/pip.conf" };
    const where = [`--dest=/workshop/${FETCHED}`, "--log=/workshop/pip.log", "--progress-bar=off"];
    const argv = [
        "prlimit",
        `--fsize=${MOST_BYTES}`,
        "--",
        "pip",
        "download",
        ...options,
        ...PATIENCE,
        ...interpreter,
        ...platforms,
        ...where,
        ...asked,
    ];
    try {
        await workshop.run(argv, { network: true, environment, timeout: LONGEST, signal });
        return null;
    } catch (error) {
        if (!(error instanceof HostError) || error.problem !== "failed") throw error;
        const tail = ["tail", `--bytes=${MOST_LOG}`, "--", "/workshop/pip.log"];
        const log = await workshop.run(tail).catch(() => new Uint8Array());
        await workshop.run(["rm", "--force", "--", "/workshop/pip.log"]);
        return `${new TextDecoder().decode(log)}\n${error.detail}`;
    }
}

/** Nobody was there to say that there is none. */
const isUnanswered = (log: string): boolean => !/" \d{3} /.test(log) && /connection|timed? ?out|resolve/i.test(log);

/** pip's last "ERROR:", on one line. pip keeps passwords of addresses to itself, but not what stands behind a "?". */
function readPipError(log: string): string {
    if (/\bpip\W+No such file or directory/.test(log)) return _("pip is not installed on this machine");
    const words = log
        .slice(Math.max(log.lastIndexOf("ERROR:"), 0))
        .replace(/^ERROR:/, "")
        .replace(/\s+/g, " ")
        .replace(/\?[^\s'")]+/g, "?…")
        .trim();
    return words.slice(0, 500) || _("pip ended without a word");
}

/** pip tells of one distribution after the other; what it tells of others is none of this one's reasons. */
function sectionOf(log: string, name: string): string {
    const at = log.lastIndexOf(`to search for versions of ${name}:`);
    return at < 0 ? log : log.slice(at);
}

/** A line of pip's that is longer than this says nothing more behind it. */
const LONGEST_LINE = 2000;

/** What the index has instead, told from pip's log. */
export function readReason(log: string, { name }: WheelWish, target: WheelTarget): string {
    const section = sectionOf(log, name);
    const lines = section.split("\n").map(line => line.slice(0, LONGEST_LINE));
    const find = (pattern: RegExp) => lines.flatMap(line => pattern.exec(line)?.[1] ?? []);
    const [status] = find(/"GET [^"]* (?:HTTP\/\d\S*)" (401|403|407) /);
    if (status !== undefined)
        return format(_("the index lets nobody in without the right password (status $0)"), status);
    const [versions = "none"] = find(/requirement .*\(from versions: ([^)]*)\)/);
    if (versions !== "none") {
        const all = versions.split(", ");
        const shown = all.length > 5 ? `… ${all.slice(-5).join(", ")}` : versions;
        return format(_("the index has it in the versions $0 only"), shown);
    }
    const [python] = find(/different Python \(\S+ not in: '([^']*)'\)/);
    if (python !== undefined) {
        const words = _("the index has it for Python $0 only, and Ansible runs on $1");
        return format(words, python.trim(), target.python);
    }
    const files = find(/none of the wheel's tags .*\/([^/#\s]+\.whl)#?/);
    const tags = files.flatMap(file => parseWheelName(decoded(file)) ?? []).map(tagsOf);
    if (tags.length > 0) return otherTags(tags, target);
    if (section.includes("Skipping link: No sources permitted"))
        return _("the index has it only as source, which nobody builds here");
    return format(_("the index has no $0"), name);
}

function decoded(text: string): string {
    try {
        return decodeURIComponent(text);
    } catch {
        return text;
    }
}

/** There are wheels, for others. */
export function otherTags(tags: readonly string[], { python, arch }: WheelTarget): string {
    const shown = [...new Set(tags)].slice(-4).join(", ");
    const own = arch === null ? `Python ${python}` : `Python ${python}, ${arch}`;
    return format(_("there are wheels for $0 only, and none for $1"), shown, own);
}
