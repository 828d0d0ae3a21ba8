/** Fetch once more what a content RPM was packed from, hold each against its checksum, and see that the same comes of it. */
import type { Content } from "../content/repository.ts";
import { readUnpacked } from "../content/wheel-shelf.ts";
import { getWheels, type Wheel } from "../content/wheels.ts";
import { checkDefinition } from "../ee/check.ts";
import { chosenFor, readChoices } from "../ee/choices.ts";
import { definitionFile } from "../ee/files.ts";
import { directoryFiles } from "../ee/galaxy-directories.ts";
import type { Interpreter } from "../ee/interpreter.ts";
import { readInterpreter, supposedInterpreter } from "../ee/interpreter.ts";
import { readWheelAddress } from "../ee/python-pins.ts";
import { installedBy, listLogins, readSteps } from "../ee/steps.ts";
import { readTarget } from "../ee/target.ts";
import { type Host, HostError } from "../host/host.ts";
import { _, format } from "../language.ts";
import { galaxyLock } from "./galaxy-lock.ts";
import { fetchAsked, type Gathered } from "./gather.ts";
import type { Lock } from "./lock.ts";
import { pinGalaxy } from "./lock-galaxy.ts";
import { brokenRow, uninvited } from "./locked-rpms.ts";
import { collectionTrees, contentOf } from "./packing.ts";
import { isUnsettled, type PlannedRequirement } from "./plan.ts";
import { contentAlone } from "./planning-alone.ts";
import { roleTrees } from "./roles.ts";
import { carrySteps, pinName } from "./step-content.ts";
import { layOutWheels } from "./wheel-content.ts";
import { readIndex } from "./wheel-index.ts";

/** The definition, with the credentials of its author, and as the commit has it. */
type Unchanged = { name: string; files: ReadonlyMap<string, string>; carried: ReadonlyMap<string, string> };

type Repacked = { content: Content | null; broken: PlannedRequirement[] };

/** The content; or a row for each thing that is not to be had as it was. */
export async function repack(
    host: Host,
    state: string,
    unchanged: Unchanged,
    lock: Lock,
    signal?: AbortSignal,
): Promise<Repacked> {
    const { name, files, carried } = unchanged;
    // Nothing of what it asks for was fetched then.
    if (readChoices(carried).container?.alone) return asThen(contentAlone(name, lock.about), lock);
    const named = readTarget(lock.plan.distro);
    const interpreter = lock.interpreter ?? readInterpreter(named, lock.rpms) ?? supposedInterpreter(named);
    const { definition, effects, gathered } = await fetchAgain(host, state, unchanged, lock, signal);
    const readOwnIndex = () => readIndex(host, files, definition);
    const { wheels, broken } = await takeWheels(host, state, lock, interpreter, readOwnIndex, signal);
    const { collections, roles } = gathered;
    const steps = await carrySteps(
        host,
        state,
        {
            ...{ name: lock.content.name, files: carried, effects },
            target: { ...named, python: interpreter.python },
            taken: [...collectionTrees(collections.fetched), ...roleTrees(roles)].map(({ to }) => to),
            pins: new Map([
                ...lock.files.map(each => [pinName(each), each.sha256] as const),
                ...lock.clones.map(each => [pinName(each), each.commit] as const),
            ]),
            logins: listLogins(files, definition),
        },
        signal,
    );
    const lost = lock.plan.requirements.flatMap(row => {
        if (row.kind !== "build-step" || row.carrier === null) return [];
        const now = steps.amend(row, new Set());
        return isUnsettled(now) ? [brokenRow("build-step", row.text, "missing", lock, now.note ?? "")] : [];
    });
    const all = [...galaxyDifferences(lock, gathered), ...broken, ...lost];
    if (all.length > 0) return { content: null, broken: all };
    const made = new Map(lock.wheels.map(wheel => [wheel.name, wheel.commands]));
    const laid = layOutWheels(name, wheels, interpreter, made);
    return asThen(contentOf(name, gathered, laid, steps.settle(lock.plan.requirements).content, lock.about), lock);
}

/**
 * A row for each collection and role that is another now, where some lie in directories of the definition: what is packed
 * is no reason to say that they are as they were. An author's lock has the sums of their files.
 */
export async function changedDirectories(
    host: Host,
    state: string,
    unchanged: Unchanged,
    lock: Lock,
    signal?: AbortSignal,
): Promise<PlannedRequirement[]> {
    const { files } = unchanged;
    const { definition } = checkDefinition(files);
    const isAlone = readChoices(unchanged.carried).container?.alone ?? false;
    if (lock.checksum === null || isAlone || !definition || directoryFiles(files, definition) === null) return [];
    return galaxyDifferences(lock, (await fetchAgain(host, state, unchanged, lock, signal)).gathered);
}

/** What ansible-galaxy brings of it now, in the versions of then. */
async function fetchAgain(host: Host, state: string, { files, carried }: Unchanged, lock: Lock, signal?: AbortSignal) {
    const { definition } = checkDefinition(files);
    const { definition: shown } = checkDefinition(carried);
    if (!definition || !shown) throw new HostError("failed", _("The definition has errors. Settle them first."));
    const byRpm = chosenFor(readChoices(carried), "collection", "blueprint");
    const { effects } = readSteps(carried, definitionFile(carried), shown);
    const asking = { files, definition, carried, shown, installed: installedBy(effects), byRpm, pin: pinGalaxy(lock) };
    return { definition, effects, gathered: await fetchAsked(host, state, asking, signal) };
}

function asThen(content: Content, lock: Lock): Repacked {
    if (content.version === lock.content.version) return { content, broken: [] };
    const note = _("All that is in it is to be had, and it would be packed in another way now.");
    const text = `${lock.content.name}-${lock.content.version}`;
    return { content: null, broken: [brokenRow("system", text, "conflict", lock, note)] };
}

function galaxyDifferences(lock: Lock, gathered: Gathered): PlannedRequirement[] {
    const now = galaxyLock(gathered);
    const { problem } = gathered.collections;
    const compare = (kind: "collection" | "role", then: readonly Locked[], found: readonly Locked[], why: string) => [
        ...then.flatMap(locked => {
            const other = found.find(each => each.name === locked.name);
            const text = [locked.name, locked.version].filter(Boolean).join(" ");
            if (!other) return [brokenRow(kind, text, "missing", lock, why)];
            const [before, after] =
                locked.sha256 && other.sha256 ? [locked.sha256, other.sha256] : [locked, other].map(sumOf);
            return before === after
                ? []
                : [brokenRow(kind, text, "conflict", lock, sayOther(before ?? "", after ?? ""))];
        }),
        ...found
            .filter(each => !then.some(({ name }) => name === each.name))
            .map(each => brokenRow(kind, each.name, "conflict", lock, uninvited(lock))),
    ];
    const reason = problem ?? _("It was not fetched.");
    const roleReason = [...gathered.roles.problems.values()].join(" ") || _("It was not fetched.");
    return [
        ...compare("collection", lock.collections, now.collections, reason),
        ...compare("role", lock.roles, now.roles, roleReason),
    ];
}

type Locked = { name: string; version: string; digest: string; sha256?: string | null };
const sumOf = ({ digest }: Locked): string => digest;

const sayOther = (then: string, now: string): string =>
    format(_("It is another now: its SHA-256 is $0, and it was $1."), now.slice(0, 12), then.slice(0, 12));

function isAddressOf(source: string, file: string): boolean {
    const address = readWheelAddress(source);
    return "file" in address && address.file === file;
}

/** Each wheel by its checksum: from the cache, else fetched again in that version. */
async function takeWheels(
    host: Host,
    state: string,
    lock: Lock,
    interpreter: Interpreter,
    readOwnIndex: () => ReturnType<typeof readIndex>,
    signal?: AbortSignal,
): Promise<{ wheels: Wheel[]; broken: PlannedRequirement[] }> {
    const wheels: Wheel[] = [];
    const rest: Lock["wheels"] = [];
    const sums = lock.wheels.map(({ sha256 }) => sha256);
    const unpacked = await readUnpacked(host, `${state}/cache`, sums);
    for (const locked of lock.wheels) {
        const kept = unpacked.get(locked.sha256);
        if (kept) wheels.push({ ...kept, source: locked.source });
        else rest.push(locked);
    }
    if (rest.length === 0) return { wheels, broken: [] };
    const wishes = rest.map(({ name, version, file, source, sha256 }) => ({
        ...{ name, specifier: `==${version}` },
        // What was fetched from an address of its own is had nowhere else; of an index it is one file of a version.
        pin: { addresses: isAddressOf(source, file) ? [{ url: source, file }] : [], digests: [[sha256]] },
    }));
    const answers = await getWheels(host, state, wishes, interpreter, await readOwnIndex(), signal);
    const broken = rest.flatMap(({ name, version, file }) => {
        const answer = answers.get(name) ?? { reason: _("none was looked for") };
        const text = `${name} ${version}`;
        if ("reason" in answer)
            return [
                brokenRow(
                    "python",
                    text,
                    "missing",
                    lock,
                    format(_("There is no $0 any more: $1."), file, answer.reason),
                ),
            ];
        wheels.push(answer);
        return [];
    });
    return { wheels: wheels.sort((one, other) => (one.name < other.name ? -1 : 1)), broken };
}
