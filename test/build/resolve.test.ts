import { expect, test } from "vitest";

import { asksOf, planExcluded } from "../../src/build/asks.ts";
import { type Ask, mergeRequirements, planAsk, type Resolution } from "../../src/build/resolve.ts";
import type { Requirement, RequirementKind } from "../../src/ee/requirement.ts";

const requirement = (kind: RequirementKind, name: string, wanted = "", askedBy = ["line 1"]): Requirement => ({
    kind,
    name,
    wanted,
    text: `${name}${wanted}`,
    askedBy,
});
const ask = (of: Requirement): Ask => {
    const answer = asksOf(of);
    if (!("spec" in answer)) throw new Error(`${of.text} is not asked for: ${answer.note}`);
    return answer;
};
const rpm = (name: string, version: string) => ({ name, epoch: 0, version, release: "1", arch: "noarch" });
const resolution = (given: Partial<Resolution>): Resolution => ({
    packages: [],
    missing: new Set(),
    otherwise: new Map(),
    conflict: null,
    ...given,
});

test.each([
    [requirement("python", "Requests_OAuthlib", ">=1.3.0"), "python3dist(requests-oauthlib) >= 1.3"],
    [requirement("python", "paramiko", ">=3,<4"), "(python3dist(paramiko) >= 3 with python3dist(paramiko) < 4)"],
    [requirement("ansible-core", "ansible-core", ">=2.14,<2.17"), "(ansible-core >= 2.14 with ansible-core < 2.17)"],
    [requirement("ansible-runner", "ansible-runner"), "ansible-runner"],
    [requirement("system", "git-core"), "git-core"],
])("%o is asked for as %s", (asked, spec) => {
    expect(ask(asked).spec).toBe(spec);
});

test.each([
    ["an address", requirement("python", "thing @ https://example.com/thing.tar.gz")],
    ["a list within a list", requirement("python", "-r more.txt")],
    ["a list of constraints", requirement("python", "-c limits.txt")],
    ["what is built from its source", requirement("python", "-e git+https://example.com/thing#egg=thing")],
    ["a file", requirement("python", "./thing-1.0.whl")],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: pip's own way to write a variable
    ["an address with a variable", requirement("python", "--index-url https://${TOKEN}@example.com/")],
    [
        "an index that a collection names",
        requirement("python", "--index-url https://example.com/", "", ["acme.utils 1.0"]),
    ],
    ["a wheel in a repository", requirement("python", "thing @ git+https://example.com/thing-1.0-py3-none-any.whl")],
    ["a password in an address", requirement("python", "thing @ https://me:pw@example.com/thing-1.0-py3-none-any.whl")],
    [
        "an address that a collection names",
        requirement("python", "thing @ https://example.com/thing-1.0-py3-none-any.whl", "", ["acme.utils 1.0"]),
    ],
    ["what nobody can read", requirement("python", "thing = 1.0")],
])("%s is left over, with a reason", (_what, asked) => {
    expect(asksOf(asked)).toMatchObject({ carrier: null, fidelity: "left-over", note: expect.stringMatching(/\w/) });
});

test.each([
    [
        "https://example.com/foo_bar-1.0-py3-none-any.whl#sha256=ab --hash=sha256:ab",
        "line 1",
        /: foo-bar @ https:\S+ab$/,
    ],
    ["https://example.com/foo-1.0-py3-none-any.whl", "acme.utils 1.0", /^A collection does not say/],
    ["https://me:pw@example.com/foo-1.0-py3-none-any.whl", "line 1", /with a password/],
    ["https://example.com/foo-1.0.tar.gz", "line 1", /^Nothing is built/],
])("of the address %s without a name, asked for by %s, it is said what helps", (text, who, note) => {
    expect(asksOf(requirement("python", text, "", [who]))).toMatchObject({ note: expect.stringMatching(note) });
});

test("a wheel at an address is asked for by its name, whatever its version", () => {
    const text = "Thing[x] @ https://example.com/thing-1.0-py3-none-any.whl";
    expect(asksOf({ ...requirement("python", "Thing"), text })).toMatchObject({
        spec: "python3dist(thing)",
        note: expect.any(String),
    });
});

test.each(["--extra-index-url https://example.com/", "--only-binary :all:", "--pre"])(
    "%s is not needed in a commit, and says why",
    text => {
        expect(asksOf(requirement("python", text))).toMatchObject({
            carrier: "build-only",
            fidelity: "not-needed",
            note: expect.stringMatching(/\w/),
        });
    },
);

test("beside a system's Python it is the other's RPMs that are asked for", () => {
    const answer = asksOf(requirement("python", "PyYAML", ">=6.0"), { dist: "python3.12dist", prefix: "python3.12" });
    expect(answer).toMatchObject({
        spec: "python3.12dist(pyyaml) >= 6",
        loose: "python3.12dist(pyyaml)",
        candidates: expect.arrayContaining(["python3.12-pyyaml"]),
    });
});

test("what resolves is carried by the blueprint, and says by which RPM", () => {
    const planned = planAsk(
        ask(requirement("python", "PyYAML", ">=5")),
        resolution({ packages: [rpm("python3-pyyaml", "6.0")] }),
    );
    expect(planned).toMatchObject({ carrier: "blueprint", fidelity: "exact", satisfiedBy: "python3-pyyaml-6.0-1" });
});

test("what no source has is missing", () => {
    const asked = ask(requirement("python", "ttp"));
    expect(planAsk(asked, resolution({ missing: new Set([asked.spec]) }))).toMatchObject({
        carrier: null,
        fidelity: "missing",
    });
});

test("what the sources have in another version is a conflict that names it", () => {
    const asked = ask(requirement("python", "requests", ">=99"));
    const other = new Map([["python3dist(requests)", [rpm("python3-requests", "2.28.1")]]]);
    expect(planAsk(asked, resolution({ missing: new Set([asked.spec]), otherwise: other }))).toMatchObject({
        fidelity: "conflict",
        note: "The sources have python3-requests-2.28.1-1.",
    });
});

test("an exclusion that RPM cannot write is held against what was resolved", () => {
    const packages = [rpm("python3-requests", "2.28.1")];
    expect(planAsk(ask(requirement("python", "requests", "!=2.28.1")), resolution({ packages }))).toMatchObject({
        fidelity: "conflict",
    });
    expect(planAsk(ask(requirement("python", "requests", "!=2.27")), resolution({ packages }))).toMatchObject({
        fidelity: "exact",
    });
});

test("who asks for the same thing is named in one entry, and every condition counts", () => {
    const merged = mergeRequirements([
        requirement("python", "Foo-Bar", ">=1"),
        requirement("python", "foo_bar", "<3", ["acme.utils 1.0.0"]),
        requirement("system", "foo-bar"),
    ]);
    expect(merged).toMatchObject([
        { name: "Foo-Bar", wanted: ">=1,<3", askedBy: ["line 1", "acme.utils 1.0.0"] },
        { kind: "system" },
    ]);
});

test("one name that is asked for over and over is one entry", { tags: ["hostile"] }, () => {
    const many = Array.from({ length: 50_000 }, (_unused, line) =>
        requirement("python", "foo", `>=${line}`, [`line ${line}`]),
    );
    const merged = mergeRequirements(many);
    expect(merged.map(({ askedBy }) => askedBy.length)).toEqual([50_000]);
    expect(merged[0]?.wanted).toMatch(/^>=0,>=1,.*,>=49999$/);
});

test("two build steps that read alike stay two", () => {
    expect(
        mergeRequirements([requirement("build-step", "RUN true"), requirement("build-step", "RUN true")]),
    ).toHaveLength(2);
});

test("the same name without conditions is one entry too, and one with extras is another", () => {
    const merged = mergeRequirements([
        requirement("python", "requests"),
        requirement("python", "requests", "", ["acme.utils 1.0.0"]),
        { ...requirement("python", "requests"), text: "requests[socks]" },
    ]);
    expect(merged.map(({ askedBy }) => askedBy)).toEqual([["line 1", "acme.utils 1.0.0"], ["line 1"]]);
});

test("an address that nothing is fetched from keeps an entry of its own, and is left over there", () => {
    const at = (text: string, who: string) => ({ ...requirement("python", "six", "", [who]), text });
    const wheel = "six @ https://example.com/six-1.0-py3-none-any.whl";
    const judged = mergeRequirements([
        at("six", "line 1"),
        at("six @ git+https://example.com/six", "line 2"),
        at("six @ https://example.com/six-1.0.tar.gz", "line 3"),
        at("six @ git+https://example.com/six", "acme.utils 1.0.0"),
        at(wheel, "acme.utils 1.0.0"),
    ]).map(each => {
        const answer = asksOf(each);
        return [each.askedBy, "spec" in answer ? "asked for" : answer.fidelity];
    });
    expect(judged).toEqual([
        [["line 1"], "asked for"],
        [["line 2", "acme.utils 1.0.0"], "left-over"],
        [["line 3"], "left-over"],
        [["acme.utils 1.0.0"], "left-over"],
    ]);
    // What the definition has fetched is there for a collection, too.
    const both = mergeRequirements([at("six", "acme.utils 1.0.0"), at(wheel, "acme.utils 1.0.0"), at(wheel, "line 1")]);
    expect(both.map(({ askedBy }) => askedBy)).toEqual([["acme.utils 1.0.0", "line 1"]]);
});

test.each(["ansible-core @ https://example.com/devel.tar.gz", "https://example.com/devel.tar.gz", "evil-runner==9.9"])(
    "%s in the place of ansible-core is left over",
    text => {
        expect(asksOf({ ...requirement("ansible-core", text), text })).toMatchObject({ fidelity: "left-over" });
    },
);

test("an exclusion that cannot be held against anything is left over", () => {
    expect(planAsk(ask(requirement("python", "requests", "!=2.27")), resolution({}))).toMatchObject({
        fidelity: "left-over",
    });
});

test("what is excluded is in the plan once, with who asks for it and the entry that keeps it out", () => {
    const excluded = ["a.b 1.0.0", "c.d 2.0.0"].map(who => ({
        requirement: requirement("python", "paramiko", ">=3", [who]),
        entry: "~para.*",
    }));
    expect(planExcluded(excluded)).toEqual([
        {
            ...requirement("python", "paramiko", ">=3", ["a.b 1.0.0", "c.d 2.0.0"]),
            carrier: null,
            fidelity: "not-needed",
            satisfiedBy: null,
            note: "Excluded by “~para.*”.",
        },
    ]);
});

test.each([
    ["--pre -c", "content", "exact", "ansible-galaxy is given it."],
    ["-vvv", "build-only", "not-needed", "It only makes ansible-galaxy tell more."],
    ["--token <redacted>", "content", "exact", "ansible-galaxy is given it."],
    ["--ignore-errors", null, "left-over", "--ignore-errors: What cannot be fetched would be missing in silence."],
    ["-p /opt --pre", null, "left-over", "--collections-path: It names a place in the container image."],
])("of the options of ansible-galaxy, %s is %s, %s", (options, carrier, fidelity, note) => {
    const asked = {
        ...requirement("build-step", "build_arg_defaults"),
        text: `ANSIBLE_GALAXY_CLI_COLLECTION_OPTS=${options}`,
    };
    expect(asksOf(asked)).toMatchObject({ carrier, fidelity, note });
});
