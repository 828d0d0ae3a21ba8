import { expect, test } from "vitest";

import { activeLines, parseBindep } from "../../src/ee/bindep.ts";
import { glob } from "../../src/ee/glob.ts";
import { checkName } from "../../src/ee/name.ts";
import { nearest } from "../../src/ee/nearest.ts";
import { compilePattern, matchesWhole } from "../../src/ee/pattern.ts";
import { normalizeName, parsePythonRequirement } from "../../src/ee/python.ts";
import { appliesTo } from "../../src/ee/python-marker.ts";
import { toPackageSpecs } from "../../src/ee/python-package.ts";
import { isOfDistro, readTarget, suggestDistro } from "../../src/ee/target.ts";

test.each([
    ["requests", "python3dist(requests)", []],
    ["Foo_Bar.baz>=2.0", "python3dist(foo-bar-baz) >= 2", []],
    ["x==1.0.0", "python3dist(x) = 1", []],
    ["x === 1.2", "python3dist(x) = 1.2", []],
    ["x>=2,<3", "(python3dist(x) >= 2 with python3dist(x) < 3)", []],
    ["x~=2.28", "(python3dist(x) >= 2.28 with python3dist(x) < 3)", []],
    ["x~=2.4.3", "(python3dist(x) >= 2.4.3 with python3dist(x) < 2.5)", []],
    ["x==2.*", "(python3dist(x) >= 2 with python3dist(x) < 3)", []],
    ["x>=2.15.0rc2,!=2.16", "python3dist(x) >= 2.15~rc2", ["!=2.16"]],
    ["x (>1.0)", "python3dist(x) > 1", []],
    ["x<=1.0.post2", "python3dist(x) <= 1^post2", []],
    ["x>1!2.0", "python3dist(x) > 1:2", []],
])("%s is asked for as %s", (line, spec, unwritten) => {
    const requirement = parsePythonRequirement(line);
    expect(requirement && toPackageSpecs(requirement)).toMatchObject({ specs: [spec], unwritten });
});

test("extras are asked for apart, by another interpreter if need be", () => {
    const requirement = parsePythonRequirement("pypsrp[kerberos,CredSSP]>=0.8");
    expect(requirement && toPackageSpecs(requirement, "python3.12dist")).toEqual({
        specs: ["python3.12dist(pypsrp) >= 0.8"],
        extras: ["python3.12dist(pypsrp[kerberos]) >= 0.8", "python3.12dist(pypsrp[credssp]) >= 0.8"],
        unwritten: [],
    });
});

test.each([
    "git+https://x/y",
    "-r a.txt",
    "--pre",
    "x=1",
    "x>=",
    "x y",
    "x>=1;",
    "",
    "x[",
    "x>=1.*",
    "~=1",
    "x~=1",
    "./x.whl",
    "x>=1 <2",
    "a".repeat(20_000),
    "x[a,(]",
    "x>".repeat(5_000),
])("text %# is no Python requirement", line => {
    expect(parsePythonRequirement(line)).toBeNull();
});

test.each([
    ["name @ https://x/y.whl", { name: "name", url: "https://x/y.whl" }],
    ["x ; python_version >= '3'", { name: "x", marker: "python_version >= '3'" }],
    ["x[a, b] == 1.0", { extras: ["a", "b"], clauses: [{ operator: "==", version: "1.0" }] }],
])("%s is read", (line, parts) => {
    expect(parsePythonRequirement(line)).toMatchObject(parts);
});

test.each([
    ["python_version < '3.3'", false],
    ["python_version >= '3.10' and sys_platform == 'linux'", true],
    ["sys_platform == 'win32' or platform_machine == 'x86_64'", null],
    ["sys_platform == 'win32' and platform_machine == 'x86_64'", false],
    ["(python_version == '3.12')", true],
    ["'linux' in sys_platform", true],
    ['platform_system != "Windows"', true],
    ["os_name not in 'nt java'", true],
    ["extra == 'x'", false],
    ["", true],
    ["python_version", null],
    ["((((", null],
    ["(".repeat(400), null],
    ["a ".repeat(5_000), null],
    ["not a marker ☃", null],
    ["python_version in", null],
])("marker %# is judged for centos-9", (marker, answer) => {
    expect(appliesTo(marker, readTarget("centos-9"))).toBe(answer);
});

test("names are one however they are spelt", () => {
    expect(new Set(["Foo.Bar", "foo-bar", "FOO__bar"].map(normalizeName))).toEqual(new Set(["foo-bar"]));
});

const active = (text: string, distro = "rhel-9.4") =>
    activeLines(parseBindep(text).rules, readTarget(distro).atoms).map(({ name }) => name);

test.each([
    ["git", ["git"]],
    ["git [platform:rpm]", ["git"]],
    ["git [!platform:rpm]", []],
    ["git [platform:centos-8 platform:rhel-9]", ["git"]],
    ["git [platform:rhel-9.4]", ["git"]],
    ["git [platform:rhel-9.5]", []],
    ["gcc [platform:rpm compile]", []],
    ["gcc [!compile]", ["gcc"]],
    ["gcc [default]", ["gcc"]],
    ["gcc [test]", []],
    ["python3-rpm [(platform:redhat platform:base-py3)]", ["python3-rpm"]],
    ["rpm-python [(platform:redhat platform:base-py2)]", []],
    ["git [ platform:rpm ] >=2.0,<3:1.0-1", ["git"]],
    ["git [platform:rpm]# comment\n  ssh # x\n", ["git", "ssh"]],
    ["git []", ["git"]],
])("on rhel-9.4, %j gives %j", (text, names) => {
    const { error } = parseBindep(text);
    if (!text.includes("]#")) expect(error).toBeNull();
    if (error === null) expect(active(text)).toEqual(names);
});

test.each([
    ["git >= 2.0", "space-after-operator"],
    ["git [platform:RPM]", "upper-case-profile"],
    ["git\t[platform:rpm]", "tab"],
    ["python3-*", "name"],
    ["@development", "name"],
    ["https://x/y.rpm", "name"],
    ["R", "name"],
    ["git [platform:rpm", "other"],
    ["git extra words", "other"],
    ["git [a (b]", "other"],
    [`${"(".repeat(50_000)}`, "name"],
    [`git [${"(".repeat(50_000)}`, "other"],
    [`git ${">=1,".repeat(50_000)}`, "other"],
    ["\u0000\u0001", "name"],
])("line %# makes a bindep file unreadable", (text, reason) => {
    const { error, rules } = parseBindep(`gcc\n${text}\n`);
    expect(error?.line).toBe(2);
    expect(reason === "other" ? "other" : error?.reason).toBe(reason);
    expect(rules.map(({ name }) => name)).toEqual(["gcc"]);
});

test.each([
    ["centos-9", "centos", "9", "3.12"],
    ["rhel-9.4", "rhel", "9.4", "3.11"],
    ["rhel-96", "rhel", "9.6", "3.12"],
    ["rhel-8.6", "rhel", "8.6", "3.9"],
    ["fedora-37", "fedora", "37", "3.11"],
    ["fedora-42", "fedora", "42", "3.13"],
    ["almalinux-9.5", "almalinux", "9.5", "3.11"],
    ["rocky-10", "rocky", "10", "3.12"],
    ["../../etc", "unknown", "", "3"],
    ["", "unknown", "", "3"],
])("%s is %s %s with Python %s", (distro, osId, version, python) => {
    expect(readTarget(distro)).toMatchObject({ distro, osId, version, python });
});

const built = ["centos-9", "fedora-41", "fedora-42", "rhel-8.10", "rhel-9.6"];

test.each([
    ["quay.io/centos/centos:stream9", "centos-9"],
    ["registry.redhat.io/ubi9-minimal:latest", "rhel-9.6"],
    ["registry.redhat.io/ansible-automation-platform-24/ee-minimal-rhel8:latest", "rhel-8.10"],
    ["registry.fedoraproject.org/fedora:42", "fedora-42"],
    ["quay.io/fedora/fedora:latest", "fedora-42"],
    ["docker.io/library/rockylinux:9.3", "rhel-9.6"],
    ["quay.io/ansible/ansible-runner:latest", "centos-9"],
    [null, "centos-9"],
])("for the base image %s, %s is suggested", (image, distro) => {
    expect(suggestDistro(image, built)).toBe(distro);
});

test.each([
    ["quay.io/centos/centos:stream9", "centos-9", true],
    ["quay.io/centos/centos:stream10", "centos-9", false],
    ["registry.redhat.io/ubi9:latest", "centos-9", false],
    ["registry.fedoraproject.org/fedora:latest", "fedora-37", true],
    ["quay.io/ansible/ansible-runner:latest", "centos-9", false],
    ["", "centos-9", false],
])("whether %j is of %s", (image, distro, isOf) => {
    expect(isOfDistro(image, distro)).toBe(isOf);
});

test.each([
    ["systemd-python", "systemd-python", true],
    ["jinja.*", "jinja2", true],
    ["(foo|ba[rz])+-\\d{2,3}", "foobaz-123", true],
    ["(foo|ba[rz])+-\\d{2,3}", "foobaz-1", false],
    ["^a.c$", "abc", true],
    ["[^-]+", "a-b", false],
    ["a{0}b?", "", true],
    [".+?x", "aax", true],
    ["(?:a|b)*", "abba", true],
])("the pattern %s on %s is %s", (source, text, answer) => {
    const pattern = compilePattern(source);
    expect(typeof pattern === "object" && matchesWhole(pattern, text)).toBe(answer);
});

test.each([
    ["(", "bad"],
    ["[a", "bad"],
    ["*a", "bad"],
    ["a**", "bad"],
    ["a)", "bad"],
    ["a{3,1}", "bad"],
    ["(?=a)", "unsupported"],
    ["(a)\\1", "unsupported"],
    ["(".repeat(900), "unsupported"],
    ["((a{99}){99}){99}", "unsupported"],
    ["\\", "bad"],
    ["[z-a]", "bad"],
])("pattern %# is refused", (source, answer) => {
    expect(compilePattern(source)).toBe(answer);
});

test("a pattern that takes other engines for ever is quick here", { tags: ["hostile"] }, () => {
    const pattern = compilePattern("(a+)+(a|aa)*(.*)*b");
    expect(typeof pattern === "object" && matchesWhole(pattern, "a".repeat(2_000))).toBe(false);
});

test("file patterns are Python's", () => {
    const files = new Map(["ansible.cfg", "files/a.pem", "files/sub/b.pem", "certs/x1.crt"].map(name => [name, ""]));
    expect(glob(files, "files/*.pem")).toEqual(["files/a.pem"]);
    expect(glob(files, "**/*.pem")).toEqual(["files/a.pem", "files/sub/b.pem"]);
    expect(glob(files, "files")).toEqual(["files/a.pem", "files/sub/b.pem"]);
    expect(glob(files, "certs/x[0-9].c?t")).toEqual(["certs/x1.crt"]);
    expect(glob(files, "*.cfg")).toEqual(["ansible.cfg"]);
    expect(glob(files, "[")).toEqual([]);
    expect(glob(files, `${"*a".repeat(5_000)}`)).toEqual([]);
});

test("misspelt words find their neighbour", () => {
    const keys = ["dependencies", "images", "options", "additional_build_steps"];
    expect(
        ["dependancies", "image", "opitons", "additional-build-steps", "zzz"].map(word => nearest(word, keys)),
    ).toEqual(["dependencies", "images", "options", "additional_build_steps", null]);
});

test.each([
    ["ok-1.2_x", null],
    ["Caps", "Use"],
    ["", "Use"],
    ["../x", "Use"],
    ["-x", "Use"],
    ["taken", "There is a definition named taken already."],
    ["x".repeat(200), "Use at most"],
    ["a\nb", "Use"],
])("as a name, %j gets %s", (name, answer) => {
    const said = checkName(name, ["taken"]);
    if (answer === null) expect(said).toBeNull();
    else expect(said).toContain(answer);
});
