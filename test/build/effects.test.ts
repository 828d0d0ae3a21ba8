import { expect, test } from "vitest";

import { environmentFiles } from "../../src/build/effect-environment.ts";
import { carryEffects } from "../../src/build/effects.ts";
import type { Effect } from "../../src/ee/effect.ts";
import { readTarget } from "../../src/ee/target.ts";

const context = {
    name: "ee-sample",
    files: new Map([
        ["motd", "hello\n"],
        ["run.sh", "#!/bin/sh\n"],
        ["tree/a", "a"],
        ["tree/deep/b", "b"],
        ["picture.png", "\udc89PNG"],
        ["program", "\x7fELF\udcff"],
    ]),
    target: readTarget("centos-9"),
    taken: ["/usr/share/ansible/collections/ansible_collections/acme/one"],
};

const carry = (...effects: Effect[]) =>
    carryEffects(
        effects.map((effect, index) => ({ effect, askedBy: `line ${index + 1}` })),
        context,
    );

type FileEffect = Extract<Effect, { kind: "file" }>;

const text = (path: string, content: string, mode: number | null = 0o644): FileEffect => ({
    ...{ kind: "file", path, mode, from: { text: content } },
});
const copy = (path: string, definition: string, mode: number | null = null): FileEffect => ({
    ...{ kind: "file", path, mode, from: { definition } },
});
const fetched = (path: string, member: string | null = null): Effect => ({
    ...{ kind: "file", path, mode: 0o755, from: { url: "https://dl.example/x", sha256: null, member } },
});
const tmpfiles = (carried: ReturnType<typeof carry>) => {
    const file = carried.files.get("/usr/lib/tmpfiles.d/ee-sample.conf");
    return typeof file?.content === "string" ? file.content.trimEnd().split("\n") : [];
};

test("packages, groups and Python lines are requirements of their step, modules of the blueprint", () => {
    const carried = carry(
        { kind: "package", name: "/usr/bin/git" },
        { kind: "package-group", name: "core" },
        { kind: "python", text: "netaddr>=1; python_version > '3'" },
        { kind: "module", name: "nodejs", stream: "20" },
    );
    expect(carried.requirements).toMatchObject([
        { kind: "system", name: "/usr/bin/git", askedBy: ["line 1"] },
        { kind: "system", name: "@core", askedBy: ["line 2"] },
        { kind: "python", name: "netaddr", wanted: ">=1", askedBy: ["line 3"] },
    ]);
    expect(carried.modules).toEqual([{ name: "nodejs", stream: "20" }]);
});

test("files below /etc are the blueprint's, with their directories; those elsewhere the content's", () => {
    const { customizations, files, problems } = carry(
        text("/etc/motd", "one\n"),
        text("/etc/empty", ""),
        text("/etc/acme/deep/x.conf", "x\n", 0o600),
        copy("/usr/share/acme/motd", "motd"),
        copy("/usr/local/bin/run", "run.sh"),
    );
    expect(customizations.files).toEqual([
        { path: "/etc/motd", mode: "0644", data: "one\n" },
        { path: "/etc/empty", mode: "0644" },
        { path: "/etc/acme/deep/x.conf", mode: "0600", data: "x\n" },
    ]);
    expect(customizations.directories).toEqual([{ path: "/etc/acme/deep", ensure_parents: true }]);
    expect([...files]).toEqual([
        ["/usr/share/acme/motd", { mode: 0o644, content: "hello\n" }],
        ["/usr/bin/run", { mode: 0o755, content: "#!/bin/sh\n" }],
    ]);
    expect(problems.size).toBe(0);
});

test("files that the blueprint writes are told by whose they are, since it writes over what an archive has there", () => {
    const [first, second, third] = [
        text("/etc/foo/a.conf", "a"),
        text("/etc/foo/a.conf", "b"),
        text("/usr/share/c", "c"),
    ];
    expect([...carry(first, second, third).written]).toEqual([["/etc/foo/a.conf", second]]);
});

test("what a blueprint has no word for goes with the content, also below /etc", () => {
    const { customizations, files, links } = carry(
        text("/etc/setuid", "x", 0o4755),
        text("/etc/large", "x".repeat(70_000)),
        { kind: "link", path: "/etc/link", target: "/usr/local/share/x" },
    );
    expect(customizations).toEqual({});
    expect([...files.keys()]).toEqual(["/etc/setuid", "/etc/large"]);
    expect([...links]).toEqual([["/etc/link", "/usr/share/x"]]);
});

test("of two at one path the later counts, by whatever names they call it", () => {
    const { files, links, customizations } = carry(
        text("/usr/bin/a", "first"),
        { kind: "link", path: "/usr/local/bin/a", target: "b" },
        text("/etc/x", "first"),
        text("/etc/x", "second"),
        { kind: "user", name: "runner", uid: 1, groups: [], home: null, shell: null },
        { kind: "user", name: "runner", uid: 1000, groups: ["wheel"], home: "/home/runner", shell: null },
    );
    expect(files.size).toBe(0);
    expect([...links]).toEqual([["/usr/bin/a", "b"]]);
    expect(customizations.files).toEqual([{ path: "/etc/x", mode: "0644", data: "second" }]);
    expect(customizations.user).toEqual([{ name: "runner", uid: 1000, groups: ["wheel"], home: "/home/runner" }]);
});

test("what is somebody else's is so by the blueprint, or from when it is put in its place", () => {
    const owner = { user: "1000", group: null };
    const packed: Effect = { ...copy("/usr/share/acme/motd", "motd"), owner };
    const carried = carry(
        { ...copy("/etc/acme/motd", "motd"), owner: { user: "1000", group: "wheel" } },
        { kind: "directory", path: "/etc/acme", mode: null, owner },
        { ...copy("/home/a/motd", "motd"), owner },
        { ...copy("/opt/acme/motd", "motd"), owner },
        { kind: "directory", path: "/home/a/deep", mode: 0o700, owner },
        packed,
    );
    expect(carried.customizations).toEqual({
        files: [{ path: "/etc/acme/motd", mode: "0644", user: 1000, group: "wheel", data: "hello\n" }],
        directories: [{ path: "/etc/acme", ensure_parents: true, user: 1000 }],
    });
    expect(tmpfiles(carried)).toEqual([
        'C "/var/home/a/motd" - 1000 - - /usr/share/factory/home/a/motd',
        'C "/var/opt/acme/motd" - 1000 - - /usr/share/factory/opt/acme/motd',
        'd "/var/home/a/deep" 0700 1000 root - -',
    ]);
    expect(carried.problems.get(packed)).toBe("/usr/share/acme/motd can only be root's.");
});

test("what is put into the root directory lies where the variables and links lead that name it", () => {
    const carried = carry(
        copy("/tools/bin/run", "run.sh"),
        { kind: "link", path: "/usr/bin/run", target: "/tools/bin/run" },
        { kind: "link", path: "/usr/bin/data", target: "/data/run" },
        { kind: "environment", name: "TOOLS", value: "/tools" },
        { kind: "environment", name: "PATH", value: "/tools/bin:/data/bin:/:$PATH" },
    );
    expect(carried.files.get("/usr/lib/ee-root/tools/bin/run")).toMatchObject({ mode: 0o755 });
    expect([...carried.links]).toEqual([
        ["/usr/bin/run", "/usr/lib/ee-root/tools/bin/run"],
        ["/usr/bin/data", "/data/run"],
    ]);
    expect(carried.files.get("/etc/profile.d/ee-sample.sh")?.content).toBe(
        `export TOOLS='/usr/lib/ee-root/tools'\nexport PATH='/usr/lib/ee-root/tools/bin:/data/bin:/:'"\${PATH-}"''\n`,
    );
});

test("what is right only where no package has a file is told apart", () => {
    const added: Effect = { ...text("/etc/acme.d/a.conf", "a"), isNew: true };
    expect([...carry(added, text("/etc/b", "b")).additions]).toEqual([["/etc/acme.d/a.conf", added]]);
});

test("of what is left out nothing is carried, and what it took the place of does not come back", () => {
    const effects: Effect[] = [
        text("/usr/bin/a", "first"),
        { kind: "link", path: "/usr/bin/a", target: "b" },
        text("/etc/x", "x"),
        text("/opt/y", "y"),
        { kind: "environment", name: "A", value: "b" },
        { kind: "group", name: "operators", gid: null },
    ];
    const asked = effects.map(effect => ({ effect, askedBy: "line 1" }));
    const carried = carryEffects(asked, context, new Set(effects.slice(1)));
    expect([...carried.files, ...carried.links]).toEqual([]);
    expect(carried.customizations).toEqual({});
});

test("an archive is not unpacked into a directory that the content brings", () => {
    const over = fetched("/usr/share/ansible/collections/ansible_collections/acme/one/docs", "");
    const { problems, downloads } = carry(over);
    expect(problems.get(over)).toContain("acme/one holds what the content brings already");
    expect(downloads).toEqual([]);
});

test("a directory of the definition is all the files in it", () => {
    expect([...carry(copy("/usr/share/acme", "tree")).files.keys()]).toEqual([
        "/usr/share/acme/a",
        "/usr/share/acme/deep/b",
    ]);
});

test("what is the machine's own is kept in /usr, and put in its place when the system starts", () => {
    const carried = carry(
        text("/opt/acme/bin/tool", "x", 0o755),
        text("/root/.ssh/config", "x"),
        text("/var/lib/acme/a b", "x"),
        { kind: "link", path: "/opt/acme/latest", target: "bin" },
        { kind: "directory", path: "/srv/acme", mode: 0o750 },
        { kind: "directory", path: "/run/acme", mode: null },
    );
    expect([...carried.files.keys()]).toEqual([
        "/usr/share/factory/opt/acme/bin/tool",
        "/usr/share/factory/root/.ssh/config",
        "/usr/share/factory/var/lib/acme/a b",
        "/usr/lib/tmpfiles.d/ee-sample.conf",
    ]);
    expect(tmpfiles(carried)).toEqual([
        'L "/var/opt/acme/bin/tool" - - - - /usr/share/factory/opt/acme/bin/tool',
        'C "/var/roothome/.ssh/config" - - - - /usr/share/factory/root/.ssh/config',
        'C "/var/lib/acme/a b" - - - - /usr/share/factory/var/lib/acme/a b',
        'L "/var/opt/acme/latest" - - - - bin',
        'd "/var/srv/acme" 0750 root root - -',
        'd "/run/acme" - - - - -',
    ]);
    expect([...carried.links, ...carried.directories]).toEqual([]);
});

test("an archive that is unpacked is a directory, and what a step puts into it counts", () => {
    const { downloads, files, problems, ...rest } = carry(fetched("/opt/acme", ""), text("/opt/acme/conf", "mine"));
    expect(downloads).toMatchObject([{ path: "/usr/share/factory/opt/acme", wanted: { member: "" } }]);
    expect(files.get("/usr/share/factory/opt/acme/conf")).toEqual({ mode: 0o644, content: "mine" });
    expect(tmpfiles({ downloads, files, problems, ...rest })).toEqual([
        'L "/var/opt/acme" - - - - /usr/share/factory/opt/acme',
    ]);
    expect(problems.size).toBe(0);
});

test("an archive of the definition is unpacked like any other, and one that is not there is told", () => {
    const [whole, member, none] = [
        { ...copy("/opt/a", "program"), from: { definition: "program", member: "" } },
        { ...copy("/usr/bin/a", "program"), from: { definition: "program", member: "a" } },
        { ...copy("/opt/b", "none.tgz"), from: { definition: "none.tgz", member: "" } },
    ];
    const { downloads, problems } = carry(whole, member, none);
    const wanted = { name: "program", text: "\x7fELF\udcff" };
    expect(downloads.map(({ path, wanted }) => [path, wanted])).toEqual([
        ["/usr/share/factory/opt/a", { ...wanted, member: "" }],
        ["/usr/bin/a", { ...wanted, member: "a" }],
    ]);
    expect([...problems]).toEqual([[none, "none.tgz is not in the definition's directory."]]);
});

test("what is no text is the content's, below /etc too, and a program is there to be run", () => {
    const { files, customizations, problems } = carry(
        copy("/usr/share/x.png", "picture.png"),
        copy("/etc/x.png", "picture.png"),
        copy("/usr/bin/program", "program"),
    );
    expect([...problems]).toEqual([]);
    expect(customizations).toEqual({});
    expect([...files]).toEqual([
        ["/usr/share/x.png", { mode: 0o644, content: "\udc89PNG" }],
        ["/etc/x.png", { mode: 0o644, content: "\udc89PNG" }],
        ["/usr/bin/program", { mode: 0o755, content: "\x7fELF\udcff" }],
    ]);
});

test("what is unpacked into one directory comes in the order of the steps, whatever lies between", () => {
    const [first, below, second] = [
        fetched("/opt/acme", ""),
        fetched("/opt/acme/d", "a/"),
        fetched("/opt/acme", "b/*"),
    ];
    const { downloads, problems, ...rest } = carry(first, below, second);
    expect(downloads.map(({ effect }) => effect)).toEqual([first, below, second]);
    expect(problems.size).toBe(0);
    expect(tmpfiles({ downloads, problems, ...rest })).toEqual([
        'L "/var/opt/acme" - - - - /usr/share/factory/opt/acme',
    ]);
    const asked = [first, below, second].map(effect => ({ effect, askedBy: "" }));
    const left = carryEffects(asked, context, new Set([second]));
    expect(left.downloads.map(({ effect }) => effect)).toEqual([first, below]);
});

test("patterns of one archive are several things in one directory", () => {
    const [one, other] = [fetched("/opt/acme", "*.sh"), fetched("/opt/acme", "d/x*")];
    expect(carry(one, other).downloads.map(({ effect }) => effect)).toEqual([one, other]);
});

test.each<[string, Effect, string]>([
    ["a file in the root directory", text("/runner/x", "x"), "A commit has no place for /runner/x."],
    ["a file in /run", text("/run/x", "x"), "A commit has no place for /run/x."],
    ["a file of accounts", text("/etc/shadow", "x"), "/etc/shadow is made by the system's own tools."],
    ["a macro", text("/usr/bin/%(id)", "x"), "A commit has no place for /usr/bin/%(id)."],
    ["a quote", copy('/opt/a"b', "motd"), 'A commit has no place for /opt/a"b.'],
    ["a line feed in a directory", { kind: "directory", path: "/run/a\nf", mode: null }, "A commit has no place for"],
    ["a line feed in a target", { kind: "link", path: "/opt/a", target: "b\nd /x" }, "It is a link to nowhere."],
    ["a file that is not there", copy("/usr/share/x", "none"), "none is not in the definition's directory."],
    [
        "a file in a collection",
        text("/usr/share/ansible/collections/ansible_collections/acme/one/x", "x"),
        "holds what the content brings already.",
    ],
    ["what the content says of itself", text("/usr/share/ee/sample/lock.json", "x"), "holds what the content brings"],
    [
        "an account with a colon",
        { kind: "user", name: "a:b", uid: null, groups: [], home: null, shell: null },
        "a:b is no name of an account.",
    ],
    ["a value of two lines", { kind: "environment", name: "A", value: "b\nc" }, "has more than one line"],
])("%s is carried by nothing, and the reason is told", (_what, effect, reason) => {
    const { problems, files, links, directories, customizations } = carry(effect);
    expect(problems.get(effect)).toContain(reason);
    expect([...files, ...links, ...directories]).toEqual([]);
    expect(customizations).toEqual({});
});

test("nothing lies below a file of an earlier step", () => {
    const below = text("/usr/share/acme/file/below", "x");
    const directory: Effect = { kind: "directory", path: "/usr/share/acme/file", mode: null };
    const { problems } = carry(text("/usr/share/acme/file", "x"), below, directory);
    expect(problems.get(below)).toContain("/usr/share/acme/file is no directory");
    expect(problems.get(directory)).toContain("/usr/share/acme/file is no directory");
});

test("what steps have put into a directory is not taken for a file, and a file of ours is nobody's", () => {
    const over: Effect = { kind: "link", path: "/usr/share/acme", target: "elsewhere" };
    const ours = text("/usr/lib/tmpfiles.d/ee-sample.conf", "x");
    const shell = text("/etc/profile.d/ee-sample.sh", "x");
    const { problems, links } = carry(text("/usr/share/acme/file", "x"), over, ours, shell);
    expect(problems.get(over)).toContain("/usr/share/acme is a directory");
    expect(problems.get(ours)).toContain("holds what the content brings already");
    expect(problems.get(shell)).toContain("holds what the content brings already");
    expect(links.size).toBe(0);
});

test("directories and links in an archive that is unpacked lie where it lies", () => {
    const carried = carry(
        fetched("/opt/acme", ""),
        { kind: "directory", path: "/opt/acme/log", mode: 0o700 },
        { kind: "link", path: "/opt/acme/latest", target: "v1" },
    );
    expect([...carried.directories]).toEqual([["/usr/share/factory/opt/acme/log", 0o700]]);
    expect([...carried.links]).toEqual([["/usr/share/factory/opt/acme/latest", "v1"]]);
    expect(tmpfiles(carried)).toHaveLength(1);
});

test.each(["/usr/share", "/usr/local"])("what is unpacked into %s takes no other's way to its place", directory => {
    const carried = carry(fetched(directory, ""), text("/opt/acme/conf", "x"), {
        ...{ kind: "directory", path: "/var/lib/acme", mode: null },
    });
    expect(carried.problems.size).toBe(0);
    expect(tmpfiles(carried)).toHaveLength(2);
});

test("variables lead to what is put into a directory of its own in /usr/local", () => {
    const path = { kind: "environment", name: "PATH", value: "/usr/local/bin:/usr/local/go/bin:$PATH" } as const;
    const writtenFor = (...effects: Effect[]) =>
        carry(...effects, path).files.get("/etc/profile.d/ee-sample.sh")?.content;
    expect(writtenFor(fetched("/usr/local", ""))).toContain("'/usr/local/bin:/usr/go/bin:'");
    expect(writtenFor(text("/usr/local/go/bin/go", "x"))).toContain("'/usr/local/bin:/usr/go/bin:'");
    expect(writtenFor(text("/usr/go/bin/go", "x"))).toContain("'/usr/local/bin:/usr/local/go/bin:'");
    expect(writtenFor(text("/usr/local/bin/go", "x"))).toContain("'/usr/local/bin:/usr/local/go/bin:'");
});

test("a directory that a commit has no place for is told, also in /usr/local", () => {
    const made: Effect = { kind: "directory", path: "/usr/local/etc", mode: null };
    expect(carry(made).problems.get(made)).toBe("A commit has no place for /usr/local/etc.");
});

const hard = "a 'b' \"c\" `id` \\d 100% $(id) #e ;f";
const variables = [
    { name: "PATH", value: "/opt/x/bin:$PATH" },
    { name: "HARD", value: hard },
    { name: "EMPTY", value: "" },
];

test("the variables of services are written for systemd, with the usual path where it is meant", () => {
    const files = new Map(environmentFiles("ee-sample", variables));
    expect(files.get("/usr/lib/systemd/system.conf.d/50-ee-sample.conf")).toBe(
        [
            "[Manager]",
            'DefaultEnvironment="PATH=/opt/x/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin"',
            'DefaultEnvironment="HARD=a \'b\' \\"c\\" `id` \\\\d 100%% $(id) #e ;f"',
            'DefaultEnvironment="EMPTY="',
            "",
        ].join("\n"),
    );
});
