import { expect, test } from "vitest";

import { readGalaxyAccess } from "../../src/ee/galaxy-access.ts";
import { gitCredential, showsSecret, splitUrl, urlSecrets } from "../../src/ee/galaxy-credentials.ts";
import { parseGalaxyOptions } from "../../src/ee/galaxy-options.ts";
import { readGalaxyRequirements } from "../../src/ee/galaxy-requirements.ts";
import { isRoleName, roleSpec } from "../../src/ee/galaxy-roles.ts";
import { readGalaxyVariables } from "../../src/ee/galaxy-variables.ts";
import { parseDefinition } from "../../src/ee/parse.ts";
import { redactFiles } from "../../src/ee/redact.ts";

const definitionOf = (text: string) =>
    parseDefinition(`version: 3\n${text}`, "execution-environment.yml").definition ?? {};

const access = (config: string, { definition = "", machine = null as string | null } = {}) => {
    const text = `version: 3\n${definition}`;
    const files = new Map([
        ["execution-environment.yml", text],
        ["ansible.cfg", config],
    ]);
    return readGalaxyAccess(files, definitionOf(definition), machine, "collection", {
        gitCredentials: [],
        secrets: [],
    });
};

const hub = "[galaxy]\nserver_list = hub\n[galaxy_server.hub]\nurl = https://hub.example/\n";

test("variables count where ansible-galaxy is called: ENV of the base stage too, its ARG not, and the last one", () => {
    const steps = definitionOf(
        [
            "additional_build_steps:",
            "  prepend_base: |",
            "    ARG LOST=1",
            "    ENV BASE=b OLD=1",
            "  prepend_galaxy:",
            '    - ENV OLD=2 QUOTED="a \\"b\\" $BASE" SINGLE=\'$BASE\'',
            "    - ARG GIVEN_LATER",
            "    - ARG OWN=own",
            `    - ENV COPY=\${OWN} NOT=$GIVEN_LATER FALLBACK=\${GIVEN_LATER:-other} GONE=$LOST`,
            "    - ENV SPACED some words",
            "    - RUN export NO=1",
            "  append_final:",
            "    - ENV FINAL=1",
        ].join("\n"),
    );
    expect(Object.fromEntries(readGalaxyVariables(steps))).toEqual({
        ...{ BASE: "b", OLD: "2", QUOTED: 'a "b" b', SINGLE: "$BASE", OWN: "own", GIVEN_LATER: null },
        ...{ COPY: "own", NOT: null, FALLBACK: "other", GONE: null, SPACED: "some words" },
    });
});

test("a server is asked with what its section, the environment and its address give", () => {
    const steps = "additional_build_steps:\n  prepend_galaxy: ENV ANSIBLE_GALAXY_SERVER_HUB_TOKEN=from-env\n";
    expect(access(`${hub}token = from-file\nauth_url = https://sso/\nother = x\n`, { definition: steps }).config).toBe(
        `${hub.replace("hub\n", "hub\n\n")}token = from-env\nauth_url = https://sso/\n`,
    );
    const { config, secrets } = access("[galaxy]\nserver = https://me:p%40ss@hub.example/api/?k=1\n");
    expect(config).toBe(
        "[galaxy]\nserver_list = galaxy\n\n[galaxy_server.galaxy]\nurl = https://hub.example/api/\nusername = me\npassword = p@ss\n",
    );
    expect(secrets).toEqual(expect.arrayContaining(["p@ss", "me:p@ss"]));
});

test("the machine's credentials are for the address they are given for, and not where certificates do not count", () => {
    const machine = `${hub}token = machines\nauth_url = https://sso.example/\n`;
    expect(access(hub, { machine }).config).toContain("token = machines");
    expect(access(hub.replace("hub.example", "evil.example"), { machine }).config).not.toContain("machines");
    const elsewhere = access(`${hub}auth_url = https://evil.example/\nvalidate_certs = false\n`, { machine }).config;
    expect(elsewhere).toContain("auth_url = https://sso.example/");
    expect(elsewhere).not.toMatch(/evil|validate_certs/);
    for (const definition of [
        "build_arg_defaults: {ANSIBLE_GALAXY_CLI_COLLECTION_OPTS: -vc}\n",
        "additional_build_steps: {prepend_galaxy: ENV ANSIBLE_GALAXY_IGNORE=yes}\n",
    ])
        for (const own of [hub, ""]) expect(access(own, { definition, machine }).config).not.toContain("machines");
});

test("what tells one access from another holds no secret, and what is redacted is none", () => {
    const config = `${hub}token = tok-1\n`;
    expect(JSON.stringify(access(config).shown)).not.toContain("tok-1");
    const redacted = redactFiles(new Map([["ansible.cfg", config]])).get("ansible.cfg") ?? "";
    expect(access(redacted)).toMatchObject({ secrets: [], shown: access(config).shown });
});

test.each([
    ["git+https://me:pw@x.example/a.git#/sub", "git+https://x.example/a.git#/sub", "https://me:pw@x.example/a.git"],
    ["https://tok@x.example/a.git,v1", "https://x.example/a.git,v1", "https://tok:@x.example/a.git"],
    ["https://<redacted>@x.example/a.git", "https://<redacted>@x.example/a.git", null],
    ["git@x.example:a.git", "git@x.example:a.git", null],
    ["https://x.example/a@b.git", "https://x.example/a@b.git", null],
])("%s is an address for git, and a credential for its store", (address, bare, credential) => {
    expect(gitCredential(address)).toEqual({ bare, credential });
});

test("secrets of an address are its password, a user without one, and its query", () => {
    expect(urlSecrets("https://me:p%40@x/a?token=t1&v=2#f")).toEqual(
        expect.arrayContaining(["p%40", "p@", "token=t1&v=2", "t1"]),
    );
    expect(urlSecrets("https://me:pw@x/a")).not.toContain("me");
    expect(urlSecrets("https://tok@x/a")).toContain("tok");
    expect(urlSecrets("https://x/a@b")).toEqual([]);
    expect(splitUrl("https://%zz:p@x/a")).toEqual({ url: "https://x/a", user: "%zz", password: "p" });
});

test.each([
    ["https://x.example/a.git?private_token=abc", true],
    ["git+https://me:pw@x.example/a.git?private_token=abc", true],
    ["ssh://git:pw@x.example/a.git", true],
    ["git+ssh://git:pw@x.example/a.git", true],
    ["https://me:pw@x.example/a.git", false],
    ["https://tok@x.example:8443/a.git#/sub", false],
    ["ssh://git@x.example:2222/a.git", false],
    ["git@x.example:acme/a.git", false],
])("that git would reveal something of %s: %s", (address, isRevealed) => {
    expect(showsSecret(gitCredential(address).bare)).toBe(isRevealed);
});

test("what git would reveal is not asked for, and is named without its secret", () => {
    const text = JSON.stringify({
        collections: [
            { name: "https://x.example/a.git?private_token=abc", type: "git" },
            "ssh://git:pw@x.example/b.git",
            { name: "https://x.example/c.tar.gz?token=abc", type: "url" },
            { name: "acme.tools", type: "git", source: "https://x.example/tools.git?token=abc" },
        ],
        roles: [
            { src: "ssh://git:pw@x.example/d.git", scm: "git", name: "d" },
            { src: "https://x.example/e.tar.gz?token=abc" },
        ],
    });
    const files = new Map([
        ["execution-environment.yml", "version: 3\ndependencies: {galaxy: r.yml}\n"],
        ["r.yml", text],
    ]);
    const asked = readGalaxyRequirements(files, definitionOf("dependencies: {galaxy: r.yml}\n"));
    expect(asked.collections.map(({ name }) => name)).toEqual(["https://x.example/c.tar.gz?token=abc"]);
    expect(asked.revealing).toEqual(
        new Set(["https://x.example/a.git?<redacted>", "ssh://<redacted>@x.example/b.git", "acme.tools", "d"]),
    );
});

test("git gets the source of a collection without its credentials, which go into its store; a server keeps its own", () => {
    const hub = { name: "acme.base", source: "https://me:pw@hub.example/" };
    const tools = { name: "acme.tools", type: "git", source: "https://me:tok@x.example/tools.git", version: "main" };
    const text = JSON.stringify({ version: 3, dependencies: { galaxy: { collections: [tools, hub] } } });
    const files = new Map([["execution-environment.yml", text]]);
    const definition = parseDefinition(text, "execution-environment.yml").definition ?? {};
    const asked = readGalaxyRequirements(files, definition);
    expect(asked.collections).toEqual([{ ...tools, source: "https://x.example/tools.git" }, hub]);
    expect(asked.gitCredentials).toEqual(["https://me:tok@x.example/tools.git"]);
    expect(asked.secrets).toContain("tok");
});

test("roles are read as ansible-galaxy reads them", () => {
    const text = JSON.stringify({
        roles: [
            "acme.web",
            "acme.web,1.0,web",
            "git+https://x.example/a/tool.git,v2",
            { src: "https://github.com/acme/role" },
            { src: "https://x.example/packed.tar.gz" },
            { src: "acme.base", name: "base", version: 1.1 },
            { src: "https://x.example/h", scm: "hg" },
            { src: "acme.base", name: "../x" },
        ],
    });
    const files = new Map([
        ["execution-environment.yml", "version: 3\ndependencies: {galaxy: r.yml}\n"],
        ["r.yml", text],
    ]);
    const { roles } = readGalaxyRequirements(files, definitionOf("dependencies: {galaxy: r.yml}\n"));
    expect(roles).toEqual([
        { name: "acme.web", src: "acme.web", version: "", scm: null },
        { name: "web", src: "acme.web", version: "1.0", scm: null },
        { name: "tool", src: "https://x.example/a/tool.git", version: "v2", scm: "git" },
        { name: "role", src: "https://github.com/acme/role", version: "", scm: "git" },
        { name: "packed", src: "https://x.example/packed.tar.gz", version: "", scm: null },
        { name: "base", src: "acme.base", version: "1.1", scm: null },
        { name: "h", src: "https://x.example/h", version: "", scm: "hg" },
    ]);
});

test.each(["", ".", "..", "../x", "a/b", "-x", "a b", "%{x}", "$(x)", "a\nb", "x".repeat(300)])(
    "%j is no name of a role",
    name => {
        expect(isRoleName(name)).toBe(false);
        expect(isRoleName(roleSpec({ name, source: null } as never).name)).toBe(false);
    },
);

test.each([
    ["--pre -vvv -c", ["--pre", "--ignore-certs"], []],
    ["--timeout=90 -U", ["--timeout=90", "--upgrade"], []],
    ["--timeout 90", ["--timeout=90"], []],
    ["-fn", ["--force", "--no-deps"], []],
    ["--required-valid-signature-count +all", ["--required-valid-signature-count=+all"], []],
    ["-p /opt/x --pre", ["--pre"], ["--collections-path"]],
    ["--ignore-errors", [], ["--ignore-errors"]],
    ["--timeout x", [], ["--timeout"]],
    ["--timeout", [], ["--timeout"]],
    ["--constructor", [], ["--constructor"]],
    ["-x", [], ["-x"]],
    ["$(touch x)", [], ["$(touch x)"]],
    ["--pre; rm x", [], ["--pre; rm x"]],
    ["--pre > x", [], ["--pre > x"]],
])("of %j, %j is passed on and %j is not", (text, passed, refused) => {
    const options = parseGalaxyOptions(text, "collection");
    expect(options.passed).toEqual(passed);
    expect(options.refused.map(({ option }) => option)).toEqual(refused);
});

test("the keyring is the definition's own, as text, else the machine's, and none where nobody checks", () => {
    const ARMOR = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n";
    const keyringOf = (config: string, machine: string | null = null, steps = "", keys = ARMOR) => {
        const text = `version: 3\nadditional_build_files: [{src: keys/ring.asc, dest: keys}]\n${steps}`;
        const files = new Map([
            ["execution-environment.yml", text],
            ["keys/ring.asc", keys],
            ["ansible.cfg", config],
        ]);
        const definition = definitionOf(text.replace("version: 3\n", ""));
        return readGalaxyAccess(files, definition, machine, "collection", { gitCredentials: [], secrets: [] }).keyring;
    };
    const named = `[galaxy]\ngpg_keyring = /etc/pki/ring.asc\n`;
    const machine = "[galaxy]\ngpg_keyring = /etc/pki/machine.kbx\n";
    expect(keyringOf(named, machine)).toEqual({ kind: "keys", text: ARMOR });
    expect(keyringOf("[galaxy]\ngpg_keyring = keys/ring.asc\n")).toEqual({ kind: "keys", text: ARMOR });
    expect(keyringOf(named, machine, "", "\ufffd\ufffd")).toEqual({ kind: "unreadable", name: "/etc/pki/ring.asc" });
    expect(keyringOf("", machine)).toEqual({ kind: "machine", path: "/etc/pki/machine.kbx" });
    expect(keyringOf("", machine.replace("/etc/pki/", ""))).toEqual({ kind: "none" });
    expect(keyringOf("")).toEqual({ kind: "none" });
    const off = "additional_build_steps: {prepend_galaxy: ENV ANSIBLE_GALAXY_DISABLE_GPG_VERIFY=true}\n";
    expect(keyringOf(named, machine, off)).toEqual({ kind: "none" });
});

test("a server and a token among the options go into the file, and leave no other server", () => {
    const definition =
        "build_arg_defaults: {ANSIBLE_GALAXY_CLI_COLLECTION_OPTS: '-s https://x.example/ --token tok-9'}\n";
    const { config, options, secrets } = access(hub, { definition });
    expect(config).toBe(
        "[galaxy]\nserver_list = cmd_arg\n\n[galaxy_server.cmd_arg]\nurl = https://x.example/\ntoken = tok-9\n",
    );
    expect(options.join(" ")).not.toContain("tok-9");
    expect(secrets).toContain("tok-9");
    const named = access(`${hub.replace("hub\n", "other, hub\n")}[galaxy_server.other]\nurl = https://y.example/\n`, {
        definition: "build_arg_defaults: {ANSIBLE_GALAXY_CLI_COLLECTION_OPTS: --server=hub}\n",
    });
    expect(named.config).toContain("server_list = hub\n");
});

test.each([
    ["quotes without end", `ENV ${'A="'.repeat(5000)}`],
    ["variables without end", `ENV A=${"${A:-".repeat(3000)}`],
    ["backslashes without end", `ENV A=${"\\".repeat(10_000)}`],
    ["pairs without end", `ENV ${"A=b ".repeat(5000)}`],
])("%s are read in time", { tags: ["hostile"] }, (_what, text) => {
    readGalaxyVariables({ additional_build_steps: { prepend_galaxy: [text] } });
});
