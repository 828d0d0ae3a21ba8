import { expect, test } from "vitest";

import type { Plan } from "../../../src/build/plan.ts";
import { HostError } from "../../../src/host/host.ts";
import type { Issue } from "../../../src/issue.ts";
import { type Answer, listPreflight, type Preflight, whyNotStart } from "../../../src/ui/builds/preflight.ts";

const answered = <T>(data: T): Answer<T> => ({ data, error: null, isFetching: false });
const refused = (error: Error): Answer<never> => ({ data: undefined, error, isFetching: false });

const plan = (leftOver: string[] = []) => answered({ requirements: [{}, {}], leftOver } as unknown as Plan);
const issue = (severity: Issue["severity"], message: string) => ({ severity, message }) as Issue;

const ready: Preflight = {
    composer: { kind: "ready", backend: "osbuild-composer" },
    denied: null,
    findings: [issue("warning", "galaxy steps are ignored.")],
    withoutType: null,
    type: "edge-commit",
    plan: plan(),
    signingKey: answered(null),
    refProblem: null,
    breaksHistory: false,
    parent: null,
};

const failed = (changes: Partial<Preflight>) =>
    listPreflight({ ...ready, ...changes }).filter(({ state }) => state === "failed");

test("where everything is right, nothing blocks the start", () => {
    const lines = listPreflight(ready);
    expect(lines.map(({ state }) => state)).toEqual(["passed", "passed", "passed", "passed", "passed"]);
    expect(whyNotStart(lines)).toBeNull();
});

test.each<[string, Partial<Preflight>, string]>([
    ["a composer that is not running", { composer: { kind: "inactive" } }, "osbuild-composer is not running"],
    ["missing rights", { denied: "Turn on administrative access." }, "You may not build"],
    ["an error in the definition", { findings: [issue("error", "Line 3")] }, "The definition has 1 error"],
    ["a distribution without commits", { withoutType: "centos-10" }, "No image type for centos-10 makes a commit"],
    ["a left-over requirement", { plan: plan(["openshift-clients"]) }, "1 requirement is not settled"],
    [
        "a plan that cannot be made",
        { plan: refused(new HostError("timeout", "No answer.")) },
        "The requirements could not be resolved",
    ],
    [
        "a key that does not sign",
        { signingKey: refused(new HostError("failed", "It has expired.")) },
        "The content RPM cannot be signed",
    ],
    ["a bad ref", { refProblem: "A ref has letters." }, "The ref cannot be used"],
    [
        "a remote without the ref",
        {
            parent: {
                name: "ee/core",
                answer: refused(new HostError("failed", "The remote has no ref named ee/core.")),
            },
        },
        "The remote has no ref named ee/core.",
    ],
    ["an empty address", { parent: { name: "", answer: answered(null) } }, "Nothing is chosen to build on"],
])("%s blocks the start and says so", (_what, changes, text) => {
    expect(failed(changes)).toMatchObject([{ text }]);
    expect(whyNotStart(listPreflight({ ...ready, ...changes }))).toBe("Settle 1 failed line of the pre-flight first.");
});

test("without a composer the requirements wait for it, and so does the start", () => {
    const lines = listPreflight({ ...ready, composer: { kind: "inactive" }, plan: refused(new Error("not asked")) });
    expect(lines.map(({ id, state }) => `${id} ${state}`)).toContain("plan running");
    expect(whyNotStart(lines)).not.toBeNull();
});

test("by whom the content RPM is signed is told, and a key that ends soon warns", () => {
    const key = { fingerprint: "AB".repeat(20), user: "EE <ee@example.com>", expires: null };
    const told = (expires: number | null) =>
        listPreflight({ ...ready, signingKey: answered({ ...key, expires }) }).find(({ id }) => id === "signing");
    expect(told(null)).toMatchObject({ state: "passed", detail: "EE <ee@example.com>, key ABABABABABABABAB" });
    expect(told(Date.now() + 31 * 86_400_000)).toMatchObject({ state: "passed" });
    expect(told(Date.now() + 29 * 86_400_000)).toMatchObject({
        state: "warning",
        detail: expect.stringMatching(/ABAB\. The key expires on \d{4}-\d\d-\d\d\./),
    });
});

test("what is left over is named", () => {
    expect(failed({ plan: plan(["a", "b"]) })[0]?.detail).toBe("a, b");
});

test("a new commit beside an old history warns and does not block", () => {
    const lines = listPreflight({ ...ready, breaksHistory: true });
    const detail = "The new commit does not continue the newest: devices that follow the ref get it all the same.";
    expect(lines).toContainEqual(expect.objectContaining({ id: "ref", state: "warning", detail }));
    expect(whyNotStart(lines)).toBeNull();
    expect(listPreflight({ ...ready, breaksHistory: true, isLocked: true })).toContainEqual(
        expect.objectContaining({
            state: "warning",
            detail: expect.stringMatching(/^The new commit holds what the one/),
        }),
    );
});

test("the start waits for questions that are under way, also when they are asked again", () => {
    const parent = { name: "ee/core", answer: { ...answered("a".repeat(64)), isFetching: true } };
    expect(whyNotStart(listPreflight({ ...ready, parent }))).toBe("The pre-flight has not ended yet.");
});

test("an image is told with what speaks against it, and stops a type that holds none", () => {
    const image = { kind: "container", carrier: "container", name: "quay.io/acme/ee:1", note: "A tag may be moved." };
    const embedding = (note: string | null) =>
        answered({ requirements: [{ ...image, note }], leftOver: [] } as unknown as Plan);
    const lines = (changes: Partial<Preflight>) =>
        listPreflight({ ...ready, ...changes }).filter(({ id }) => id === "container");
    expect(lines({ plan: embedding("A tag may be moved.") })).toMatchObject([
        { state: "warning", text: "Embeds quay.io/acme/ee:1", detail: expect.stringMatching(/^A tag.*auth_file_path/) },
    ]);
    expect(lines({ plan: embedding(null) })).toMatchObject([{ state: "passed" }]);
    expect(lines({ plan: embedding(null), type: "edge-installer" })).toMatchObject([{ state: "failed" }]);
    expect(lines({})).toEqual([]);
});

test("what keeps a build from being made again exactly is told one by one, and not without end", () => {
    const row = (text: string) => ({ text, note: "No source has it any more.", fidelity: "missing" });
    const locked = (texts: string[]) => answered({ requirements: texts.map(row), packages: 7 } as unknown as Plan);
    expect(failed({ plan: locked(["a-1", "b-1", "c-1", "d-1"]), isLocked: true })).toMatchObject([
        {
            text: "It cannot be built again exactly",
            detail: `${["a-1", "b-1", "c-1"].map(text => `${text}: No source has it any more.`).join(" ")} And 1 more.`,
        },
    ]);
    expect(listPreflight({ ...ready, plan: locked([]), isLocked: true })).toContainEqual(
        expect.objectContaining({ state: "passed", text: "All of it is there as it was", detail: "7 RPMs" }),
    );
    const own = (plan: ReturnType<typeof locked>) => ({
        ...plan,
        data: plan.data && { ...plan.data, locked: "2026-11-27" },
    });
    expect(failed({ plan: own(locked(["a-1"])) })).toMatchObject([{ text: "What is locked cannot be built" }]);
    expect(listPreflight({ ...ready, plan: own(locked([])) })).toContainEqual(
        expect.objectContaining({ state: "passed", text: "All that was locked on 2026-11-27 is there" }),
    );
    const untold = {
        kind: "system",
        text: "the RPMs",
        note: "It cannot be told.",
        fidelity: "equivalent",
        carrier: null,
    };
    const unsure = answered({ requirements: [untold], packages: 7 } as unknown as Plan);
    expect(listPreflight({ ...ready, plan: unsure, isLocked: true })).toContainEqual(
        expect.objectContaining({ state: "warning", text: "All else is there as it was", detail: untold.note }),
    );
});

const [locked, other] = ["a".repeat(64), "b".repeat(64)];

test.each<[string, Partial<Preflight>, object[]]>([
    [
        "on it",
        { parent: { name: "ee/core", answer: answered(locked) } },
        [{ state: "passed", text: "Builds on ee/core", detail: "aaaaaaaaaaaa, which is locked" }],
    ],
    [
        "on another",
        { parent: { name: "ee/core", answer: answered(other) } },
        [{ state: "warning", detail: "bbbbbbbbbbbb. The commit that is locked to build on is aaaaaaaaaaaa." }],
    ],
    [
        "on nothing",
        {},
        [
            {
                state: "warning",
                text: "Starts a new history",
                detail: "The commit that is locked to build on is aaaaaaaaaaaa.",
            },
        ],
    ],
])("whether a build stands on the commit that is locked is told: %s", (_what, changes, expected) => {
    const lines = listPreflight({ ...ready, lockedParent: locked, ...changes });
    expect(lines.filter(({ id }) => id === "parent")).toMatchObject(expected);
});

test("that a locked parent is gone is told where it is looked for, and is no obstacle to a build on another", () => {
    const row = {
        kind: "file",
        name: "cockpit-ee.lock.json",
        wanted: locked,
        text: "aaaaaaaaaaaa",
        fidelity: "missing",
    };
    const gone = answered({ requirements: [row], leftOver: ["aaaaaaaaaaaa"], locked: "2026-11-27" } as unknown as Plan);
    const answer = refused(new HostError("not-found", "This machine's repository has no commit."));
    expect(failed({ plan: gone, parent: { name: "aaaaaaaaaaaa", answer } })).toMatchObject([{ id: "parent" }]);
    expect(failed({ plan: gone, parent: { name: "ee/core", answer: answered(other) } })).toEqual([]);
});
