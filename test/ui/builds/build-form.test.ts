import { expect, test } from "vitest";

import { type BuildForm, emptyForm, fillForm, type Known, proposedTop } from "../../../src/ui/builds/build-form.ts";

const known: Known = { name: "core", distro: "rhel-9.6", arch: "x86_64", types: ["edge-commit"], refs: [] };
const suggested = "ee/core/rhel-9.6/x86_64";

test("every field has a suggestion", () => {
    expect(fillForm(emptyForm, known)).toMatchObject({
        type: "edge-commit",
        ref: suggested,
        refProblem: null,
        buildTop: { kind: "nothing" },
    });
});

test("a ref that exists is continued", () => {
    expect(fillForm(emptyForm, { ...known, refs: ["a", suggested] })).toMatchObject({
        buildTop: { kind: "ref", ref: suggested },
        breaksHistory: false,
    });
});

test("starting anew under a ref that has commits breaks its history", () => {
    const filled = fillForm({ ...emptyForm, top: "nothing" }, { ...known, refs: [suggested] });
    expect(filled.breaksHistory).toBe(true);
});

test("an image type that another distribution has is not kept", () => {
    expect(fillForm({ ...emptyForm, type: "iot-commit" }, known).type).toBe("edge-commit");
});

test("nothing is suggested before the machine has answered", () => {
    const filled = fillForm(emptyForm, {
        name: "core",
        distro: undefined,
        arch: undefined,
        types: undefined,
        refs: undefined,
    });
    expect(filled).toMatchObject({ ref: "", type: "", distro: "" });
    expect(filled.refProblem).toBeUndefined();
});

test("a ref that was emptied by hand is wrong", () => {
    expect(fillForm({ ...emptyForm, ref: "" }, known).refProblem).toMatch(/^A ref has letters/);
});

test("a remote needs an address, and asks for the ref itself unless told", () => {
    const form = { ...emptyForm, top: "remote" as const };
    expect(fillForm(form, known).buildTop).toBeNull();
    expect(fillForm({ ...form, url: " https://example.com/repo " }, known).buildTop).toEqual({
        kind: "remote",
        url: "https://example.com/repo",
        ref: suggested,
    });
});

const checksum = "a".repeat(64);

test("what is made again is made for the same, by the same name and on top of the same", () => {
    const again = { distro: "centos-9", type: "iot-commit", ref: "ee/other", parent: checksum, remote: null };
    const types = ["edge-commit", "iot-commit"];
    expect(fillForm(emptyForm, { ...known, types, again })).toMatchObject({
        ...{ distro: "centos-9", type: "iot-commit", ref: "ee/other", buildTop: { kind: "commit", checksum } },
    });
    expect(fillForm(emptyForm, { ...known, again: { ...again, parent: null } }).buildTop).toEqual({ kind: "nothing" });
});

test("what was built on a remote's ref is built on it again while that is its tip, unless another is named", () => {
    const [url, ref] = ["https://example.com/repo", "ee/theirs"];
    const again = { distro: "centos-9", type: "edge-commit", ref: "ee/own", parent: checksum, remote: { url, ref } };
    const fill = (form: Partial<BuildForm>) => fillForm({ ...emptyForm, ...form }, { ...known, again });
    expect(fill({})).toMatchObject({ top: "remote", url, remoteRef: ref });
    expect(fill({}).buildTop).toEqual({ kind: "remote", url, ref, tip: checksum });
    expect(fill({ remoteRef: "ee/new" }).buildTop).toEqual({ kind: "remote", url, ref: "ee/new" });
    expect(fill({ url: "" })).toMatchObject({ url: "", buildTop: null });
    expect(fill({ top: "commit" }).buildTop).toEqual({ kind: "commit", checksum });
});

test("a commit to build on is named by its whole checksum, and continues a ref whose tip it is", () => {
    const form = { ...emptyForm, top: "commit" as const };
    expect(fillForm({ ...form, checksum: "aaaaaaa" }, known).buildTop).toBeNull();
    const [refs, tips] = [[suggested], new Map([[suggested, checksum]])];
    expect(fillForm({ ...form, checksum: ` ${checksum} ` }, { ...known, refs, tips })).toMatchObject({
        ...{ buildTop: { kind: "commit", checksum }, breaksHistory: false },
    });
    expect(fillForm({ ...form, checksum: "b".repeat(64) }, { ...known, refs, tips }).breaksHistory).toBe(true);
});

test("what is locked to build on is proposed, be it a commit or the tip of a remote's ref, and another can be chosen", () => {
    const tips = new Map([[suggested, "b".repeat(64)]]);
    const locked = { ...known, refs: [suggested], tips, lockedParent: { checksum, remote: null } };
    expect(fillForm(emptyForm, locked)).toMatchObject({
        ...{ top: "commit", checksum, buildTop: { kind: "commit", checksum }, breaksHistory: true },
    });
    expect(fillForm({ ...emptyForm, top: "ref" }, locked).buildTop).toEqual({ kind: "ref", ref: suggested });
    const remote = { url: "https://example.com/repo", ref: "ee/theirs" };
    const there = { ...known, lockedParent: { checksum, remote } };
    expect(fillForm(emptyForm, there).buildTop).toEqual({ kind: "remote", ...remote, tip: checksum });
});

test("what is locked from the page is what the dialog would propose: the tip of the ref that it suggests, or nothing", () => {
    expect(proposedTop({ ...known, refs: ["a", suggested] })).toEqual({ kind: "ref", ref: suggested });
    expect(proposedTop({ ...known, refs: ["a"] })).toEqual({ kind: "nothing" });
});
