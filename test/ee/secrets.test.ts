import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

import { checkDefinition } from "../../src/ee/check.ts";
import { readGalaxyServers, writeGalaxyConfig } from "../../src/ee/galaxy-servers.ts";
import { redactFiles, redactStep } from "../../src/ee/redact.ts";
import { findShared } from "../support/shared.ts";
import { sampleOf, seedOfRun } from "./random.ts";
import { readFiles } from "./read-files.ts";

const definition = `version: 3 # see https://me:hunter2@git.example.com/x?key=hunter2
dependencies:
  ansible_core: {package_pip: ansible-core}
  galaxy:
    collections:
      - name: https://galaxy:hunter2@example.com/a-b-1.0.0.tar.gz?sig=hunter2
        type: url
  python:
    - git+https://hunter2@github.com/a/b.git@v1#egg=b
    - --extra-index-url https://example.com/simple?token=hunter2
additional_build_files:
  - {src: files/ansible.cfg, dest: configs}
additional_build_steps:
  prepend_galaxy:
    - ADD _build/configs/ansible.cfg /etc/ansible/ansible.cfg
    - ENV ANSIBLE_GALAXY_SERVER_X_URL=hunter2 ANSIBLE_GALAXY_SERVER_X_TOKEN="hunter2 hunter2"
    - ENV OLD hunter2 and more
    - ARG ONE=hunter2
    - ARG TWO
  append_builder: |
    # keep this comment
    ENV A='hunter2' \\
        B=hunter2
    RUN ansible-galaxy install --token hunter2 x
  append_final:
    - ENV PATH=/opt/bin:$PATH
    - ENV HUB_TOKEN=hunter2
build_arg_defaults:
  ANSIBLE_GALAXY_CLI_COLLECTION_OPTS: "--pre --token=hunter2"
`;

const config = `[defaults]
vault_password_file = hunter2
# old token: hunter2
[galaxy]
server_list = hub, published
token=hunter2

[galaxy_server.hub]
url = https://user:hunter2@hub.example.com/api/galaxy/?x=hunter2
token: hunter2
password = hunter2
  hunter2
[galaxy_server.published]
url=https://galaxy.ansible.com/
`;

const files = new Map([
    ["execution-environment.yml", definition],
    ["files/ansible.cfg", config],
    ["key.pem", "-----BEGIN RSA PRIVATE KEY-----\nhunter2\n-----END RSA PRIVATE KEY-----\nrest\n"],
    ["requirements.txt", "--index-url https://u:hunter2@pypi.example.com/simple\nsix\n"],
]);

test("no secret passes, all else does", () => {
    const redacted = redactFiles(files);
    expect([...redacted.values()].join("\n")).not.toContain("hunter2");
    expect([...redacted.keys()]).toEqual([...files.keys()]);
    const text = redacted.get("execution-environment.yml") ?? "";
    for (const kept of [
        "# keep this comment",
        "ENV PATH=/opt/bin:$PATH",
        "ARG TWO",
        "git.example.com",
        "#egg=b",
        "github.com/a/b.git@v1",
        "ARG ONE=<redacted>",
        "--pre --token=<redacted>",
        "ENV OLD <redacted>",
    ])
        expect(text).toContain(kept);
    expect(redacted.get("files/ansible.cfg")).toBe(
        "[defaults]\nvault_password_file = <redacted>\n[galaxy]\nserver_list = hub, published\ntoken = <redacted>\n\n[galaxy_server.hub]\nurl = https://hub.example.com/api/galaxy/\ntoken = <redacted>\npassword = <redacted>\n[galaxy_server.published]\nurl = https://galaxy.ansible.com/\n",
    );
});

test("what was redacted is still a definition, and redacting it again changes nothing", () => {
    const once = redactFiles(files);
    expect(checkDefinition(once)).toMatchObject({ accepted: true });
    expect(redactFiles(once)).toEqual(once);
});

test("brackets around an address stay", () => {
    const text =
        "version: 3\ndependencies: {galaxy: {collections: [{name: https://x.example/a?k=hunter2}, {name: b.c}]}}\n";
    const redacted = redactFiles(new Map([["execution-environment.yml", text]]));
    expect(redacted.get("execution-environment.yml")).toBe(text.replace("k=hunter2", "<redacted>"));
});

test.each([
    [
        "pip.conf",
        "[global]\nindex-url = https://me:hunter2@x.example/simple\ntimeout = 60\n[up]\npassword = hunter2\n  hunter2\n# kept\n",
        "[global]\nindex-url = https://<redacted>@x.example/simple\ntimeout = 60\n[up]\npassword = <redacted>\n# kept\n",
    ],
    ["app.ini", "token=hunter2\r\nport: 8\r\n", "token=<redacted>\r\nport: 8\r\n"],
    ["b.ini", "password =\n  hunter2\nsecret = [hunter2\n[a]\nb = 1", "password =\nsecret = <redacted>\n[a]\nb = 1"],
    ["my.env", "export HUB_TOKEN='hunter2' # kept\nA=1\n", "export HUB_TOKEN='<redacted>' # kept\nA=1\n"],
    [
        "auth.json",
        '{\n\t"auths": {\n\t\t"quay.io": {"auth": "hunter2", "email": "a"}\n\t}\n}\n',
        '{\n\t"auths": {\n\t\t"quay.io": {"auth": "<redacted>", "email": "a"}\n\t}\n}\n',
    ],
    [
        "group_vars/all.yml",
        "author: Ada\ntoken: hunter2 # kept\nansible_become_pass: 'hunter2'\napi_key: |\n  hunter2\n  hunter2\na: {secret: hunter2, b: 1}\ntokens: [hunter2, hunter2]\nskip_password: true\nsecrets:\n  db: kept\n",
        "author: Ada\ntoken: <redacted> # kept\nansible_become_pass: '<redacted>'\napi_key: <redacted>\na: {secret: <redacted>, b: 1}\ntokens: [<redacted>, <redacted>]\nskip_password: true\nsecrets:\n  db: kept\n",
    ],
    [
        "two.yaml",
        '---\ntoken: hunter2\n---\n- "password": "hunter2"\n- private_key: |\n    hunter2\n  kept: 1\n',
        '---\ntoken: <redacted>\n---\n- "password": "<redacted>"\n- private_key: <redacted>\n  kept: 1\n',
    ],
    ["notes.md", "token: of a kind that nobody can tell\n", "token: of a kind that nobody can tell\n"],
])("values named like a secret are redacted in %s, and all else keeps its bytes", (path, text, shown) => {
    const redacted = redactFiles(new Map([[path, text]]));
    expect(redacted.get(path)).toBe(shown);
    expect(redactFiles(redacted)).toEqual(redacted);
});

test.each([
    ["the old form with what looks like a pair", ["ENV HUB_TOKEN hunter2=="]],
    ["a comment between lines that go on", ["ENV A=1 \\\n# note\n  HUB_TOKEN=hunter2"]],
    ["an instruction that goes on in the next item", ["ENV A=1 \\", "HUB_TOKEN=hunter2"]],
    ["quotes in the middle of a value", ['ENV HUB_TOKEN=abc"hunter2"', "ENV HUB_TOKEN='a'hunter2"]],
    ["a quote that ends on the next line", ['ENV HUB_TOKEN="hunter2\\\nhunter2"']],
    ["a value that goes on without a space", ["ENV HUB_TOKEN=hun\\\nhunter2 B=1"]],
    ["the old form over lines", ["ENV HUB_TOKEN hunter2 \\\n  hunter2"]],
])("%s hides no secret", (_what, steps) => {
    for (const stage of ["prepend_galaxy", "append_final"]) {
        const text = `version: 3\nadditional_build_steps: ${JSON.stringify({ [stage]: steps })}\n`;
        const once = redactFiles(new Map([["execution-environment.yml", text]]));
        expect(once.get("execution-environment.yml")).not.toContain("hunter2");
        expect(once.get("execution-environment.yml")).toContain("<redacted>");
        expect(redactFiles(once)).toEqual(once);
    }
});

const CORE = "ansible-core @ https://me:hunter2@example.com/a.whl";

test.each([
    ["slashes of JSON", CORE.replaceAll("/", "\\/")],
    ["letters as numbers", CORE.replace(":", "\\u003a").replace("@e", "\\x40e")],
    ["a line that is folded within it", CORE.replace("hunter2", "hun\\\n    \\ter2").replace("\\t", "t")],
    ["a query behind an escape", "ansible-core @ https://example.com/a.whl\\x3fkey=hun\\\n  ter2"],
    ["a line that is folded less far in than it may be", CORE.replace("hunter2", "hun\\\nter2")],
    ["the head of a private key", "-----BEGIN\\x20PRIVATE KEY-----\\nhunter2\\n-----END PRIVATE KEY-----"],
])("%s hide no secret in a value", (_what, written) => {
    const files = new Map([
        [
            "execution-environment.yml",
            `{"version": 3, # kept\n  "dependencies": {"galaxy": "r.txt", "python": ["${written}"],\n"ansible_core": {"package_pip": "${written}"}}}\n`,
        ],
        ["r.txt", `collections: # kept\n  - {name: "${written}", type: url}\n  - {name: "a\\x2eb"}\n`],
        ["a.json", `{"a": "${written.replaceAll(/\\x(?=..)/g, "\\u00").replaceAll(/\\\n */g, "")}", "b": "\\u0041"}\n`],
    ]);
    const once = redactFiles(files);
    const { accepted, definition } = checkDefinition(once);
    expect([accepted, definition?.dependencies?.ansible_core?.package_pip]).toEqual([
        true,
        expect.stringContaining("<redacted>"),
    ]);
    const all = [...once.values()].join("\n");
    expect(all).not.toMatch(/hun|ter2/);
    expect(all.match(/# kept/g)).toHaveLength(2);
    expect(once.get("r.txt")).toContain('{name: "a\\x2eb"}');
    expect(JSON.parse(once.get("a.json") ?? "")).toMatchObject({ b: "A", a: expect.stringContaining("<redacted>") });
    expect(redactFiles(once)).toEqual(once);
});

test("escapes without a secret keep their bytes, and lines behind an address stay", () => {
    const text = '{"version": 3, "dependencies": {"python": "six @ https:\\/\\/x.example\\/a\\nb\\n"}}\n';
    expect(redactFiles(new Map([["execution-environment.yml", text]])).get("execution-environment.yml")).toBe(text);
    const query = text.replace("\\/a", "?hunter2");
    const shown = redactFiles(new Map([["execution-environment.yml", query]]));
    expect(checkDefinition(shown).definition?.dependencies?.python).toBe("six @ https://x.example?<redacted>\nb\n");
});

test.each(["\\r", "\\v", "\\f", "\\x1c", "\\N", "\\L", "\\P", "\\r\\n"])(
    "a step behind the line break %s hides no secret",
    mark => {
        for (const stage of ["prepend_galaxy", "append_final"])
            for (const steps of [
                `"RUN true${mark}ENV B_TOKEN=hunter2"`,
                `["RUN true${mark}ENV B_TOKEN=hunter2"]`,
                `["ENV A_TOKEN hunter2${mark}hunter2"]`,
            ]) {
                const text = `version: 3\nadditional_build_steps: {${stage}: ${steps}}\n`;
                const once = redactFiles(new Map([["execution-environment.yml", text]]));
                expect([steps, once.get("execution-environment.yml")]).toEqual([
                    steps,
                    expect.stringMatching(/^(?!.*A_TOKEN hunter2)(?!.*B_TOKEN=hunter2)[\s\S]*<redacted>/),
                ]);
                expect(redactFiles(once)).toEqual(once);
            }
    },
);

test.each([
    ["subscription-manager register --org 1 --activationkey=hunter2 && id", "--org 1 --activationkey=<redacted> && id"],
    [
        "a --client-secret 'hunter2 hunter2' --password-file /run/x",
        "a --client-secret '<redacted>' --password-file /run/x",
    ],
    ["a --s3-token\thunter2; b", "a --s3-token\t<redacted>; b"],
    [
        "a --secret-key hunter2 --aws-secret-access-key='hunter2'",
        "a --secret-key <redacted> --aws-secret-access-key='<redacted>'",
    ],
    ['a --token "hunter2"hunter2 b', 'a --token "<redacted>" b'],
    ['RUN ["x","--token=hunter2","-y"]', '["x","--token=<redacted>","-y"]'],
    ['RUN ["x", "--token", "hunter2", "-y"]', '["x", "--token", "<redacted>", "-y"]'],
    [
        "echo 'a --client-secret hunter2' && dnf install -y foo # don't",
        "'a --client-secret <redacted>' && dnf install -y foo # don't",
    ],
    ["bash -c 'a --token hunter2 && b'", "bash -c 'a --token <redacted> && b'"],
    ["curl -sS -u ann:hunter2 -O https://a.example/x", "-u ann:<redacted> -O https://a.example/x"],
    ["curl -fsSLu :hunter2 x", "-fsSLu :<redacted> x"],
    ["curl -sSL \\\n  -u ann:hunter2 \\\n  x", "-u ann:<redacted> \\\n  x"],
    ["curl -uann:'hunter2' --proxy-user=ann:hunter2 x", "-uann:<redacted> --proxy-user=ann:<redacted> x"],
    ['curl "https://x.example/?a=1&b=2" --user "ann:hunter2 b" x', '--user "ann:<redacted>" x'],
    ["curl --oauth2-bearer hunter2 x", "--oauth2-bearer <redacted> x"],
    ['curl -H "Authorization: Bearer hunter2" x', '-H "Authorization: Bearer <redacted>" x'],
    ["wget --header='Authorization: SSWS hunter2' x", "--header='Authorization: <redacted>' x"],
    ["curl -H 'Authorization: Bearer '\"hunter2\" x", "-H 'Authorization: Bearer <redacted>' x"],
    ["curl -H Authorization:\\ Bearer\\ hunter2 x", '-H "Authorization: Bearer <redacted>" x'],
    ["curl -H PRIVATE-TOKEN:hunter2 -H X-API_KEY:hunter2 x", "-H PRIVATE-TOKEN:<redacted> -H X-API_KEY:<redacted> x"],
    ['sh -c "curl -H \\"Authorization: Bearer hunter2\\" x"', '-H \\"Authorization: Bearer <redacted>\\" x"'],
    ["bash -c \"curl --header='Authorization: Bearer hunter2' x\"", "--header='Authorization: Bearer <redacted>' x\""],
    [
        "curl -d '{\"a\": 1, \\\n \"b\": 2}' -H 'Authorization: Bearer hunter2' x",
        "-H 'Authorization: Bearer <redacted>' x",
    ],
    ["echo 'a\nb' && a --token 'hunter2 hunter2'", "--token '<redacted>'"],
    ["a \\\n# don't\n  --password 'hunter2 b' \\\n  && it's", "--password '<redacted>' \\\n  && it's"],
    ['T="$(curl -s --header "Authorization: Bearer hunter2" x)"', '"Authorization: Bearer <redacted>" x)"'],
    ['curl -sSLH "PRIVATE-TOKEN: hunter2" -H "X-Access-Key: hunter2" x', '-H "X-Access-Key: <redacted>" x'],
    ["curl -o $(basename x) -u ann:hunter2 y", "-u ann:<redacted> y"],
    ["X=`curl -u ann:hunter2 x`; Y=`a --token hunter2`", "Y=`a --token <redacted>`"],
    ["export OPTS=--token=hunter2 && a --extra-vars=--token=hunter2", "a --extra-vars=--token=<redacted>"],
    ['git -c http.extraHeader="Authorization: Basic hunter2" clone x', '"Authorization: Basic <redacted>" clone x'],
    ["a --no-password=hunter2", "--no-password=<redacted>"],
    ['CMD ["a", "--token" , "hunter2"]', '["a", "--token" , "<redacted>"]'],
    ['a --token="a",hunter2 b', '--token="<redacted>" b'],
    ["a --token hunter2] --opts={x: --token=hunter2}", "--opts={x: --token=<redacted>}"],
    ["curl https://x.example/a?b=c&d=e -u ann:hunter2 x", "-u ann:<redacted> x"],
    // What is open around a sign is not asked: comments, here-documents and texts have apostrophes.
    ["dnf install x # don't\nRUN curl -sSL -u 'ann:hunter2' https://x -o 'y'", "-u 'ann:<redacted>' https://x -o 'y'"],
    ["a \\\n # it's\n && curl -H 'X-Vault-Token: hunter2' y", "-H 'X-Vault-Token: <redacted>' y"],
    ["true\nCOPY <<EOF /etc/motd\nDon't panic\nEOF\nRUN curl -u 'ann:hunter2' x", "-u 'ann:<redacted>' x"],
    ['true # 5" disk\nLABEL a=it\'s\nRUN curl -u "ann:hunter2" x', '-u "ann:<redacted>" x'],
    ["true\n# RUN curl -u ann:hunter2 https://x\nRUN true", "# RUN curl -u ann:<redacted> https://x\nRUN true"],
    ["echo '# curl -u ann:hunter2 x' >> /etc/x", "'# curl -u ann:<redacted> x' >> /etc/x"],
    ["printf '#!/bin/sh\\nexec curl -u ann:hunter2 \"$@\"\\n' > /x", '-u ann:<redacted> "$@"\\n\' > /x'],
    ['CMD ["a", \\\n "--token", \\\n "hunter2"]', '"--token", \\\n "<redacted>"]'],
    ['RUN ["curl", \\\n "-u", \\\n "ann:hunter2", "x"]', '"-u", \\\n "ann:<redacted>", "x"]'],
    ["curl -H 'apikey: hunter2' -H 'X-NuGet-ApiKey: hunter2' x", "-H 'X-NuGet-ApiKey: <redacted>' x"],
    ['X="$(curl -u "ann:hunter2" -H "X-Vault-Token: hunter2" x)"', '-H "X-Vault-Token: <redacted>" x)"'],
    ['bash -c "curl -H \\"X-Vault-Token: hunter2\\" x"', '-H \\"X-Vault-Token: <redacted>\\" x"'],
    ['bash -c "a --passphrase \\"hunter2 hunter2\\" x"', '--passphrase \\"<redacted>\\" x"'],
    ["curl \\\n  # first\n\n  -u ann:hunter2 x", "-u ann:<redacted> x"],
    ["a --password \\\n # the password\n hunter2", "# the password\n <redacted>"],
    ["curl $(a; b) -o x 2>&1 -su'ann:hunter2' -4kuann:hunter2 y", "-su'ann:<redacted>' -4kuann:<redacted> y"],
    ["curl -sH'X-Auth-Token: hunter2' -u $(a:b):hunter2 -u `a`:hunter2 x", "-u $(a:b):<redacted> -u `a`:<redacted> x"],
    ["curl -u 'ann:a'\\''hunter2' x", "-u 'ann:<redacted>' x"],
    [
        'a --token a"hunter2 b" --token hun\\\nter2 "--password=hunter2 b"x c',
        '--token <redacted> "--password=<redacted>" c',
    ],
    ['curl -d \'{"password": "hunter2", "a": 1}\' x', '\'{"password": "<redacted>", "a": 1}\' x'],
    ["cat > /x <<E\npassword: hunter2 b # c\ntoken = a\nE", "password: <redacted>\ntoken = <redacted>\nE"],
    [
        "DB_PASS=hunter2 a && export accessToken='hunter2 b' c",
        "DB_PASS=<redacted> a && export accessToken='<redacted>' c",
    ],
    [
        "npm config set //x/:_authToken hunter2 && aws configure set aws_secret_access_key hunter2",
        "aws_secret_access_key <redacted>",
    ],
    [
        "podman login -u ann -p hunter2 x && mkdir -p /a && skopeo copy --src-creds ann:hunter2 a b",
        "mkdir -p /a && skopeo copy --src-creds ann:<redacted> a b",
    ],
    [
        "echo -e 'root:hunter2' | chpasswd && echo hunter2 | passwd --stdin root",
        "echo <redacted> | passwd --stdin root",
    ],
    ["printf 'user: a\\npassword: hunter2\\n' > /x", "password: <redacted>\\n' > /x"],
    ["printf 'machine x\\nlogin ann\\npassword hunter2\\n' > /x", "password <redacted>\\n' > /x"],
    [
        'cat > /x <<E\npassword = "hunter2 b"\n- token: hunter2\n- {token: hunter2, b: c}\nE',
        "- {token: <redacted>, b: c}\nE",
    ],
    [
        "cat > /x <<E\npassword:hunter2\ntoken: |\n  hunter2\n  b\nc: d\npassword=a hunter2\nE",
        "c: d\npassword=<redacted>\nE",
    ],
    ["curl -x ann:hunter2@proxy:80 --proxy ann:hunter2@b y", "--proxy ann:<redacted>@b y"],
    ['CMD [ "a", "--token", \\\n # c\n "hunter2"]', '"--token", \\\n # c\n "<redacted>"]'],
    ["sshpass -phunter2 ssh a && podman login -u ann -phunter2 x", "podman login -u ann -p<redacted> x"],
    ["chpasswd <<< 'root:hunter2' && b", "chpasswd <<< 'root:<redacted>' && b"],
    ["chpasswd <<E\nroot:hunter2\nE", "root:<redacted>\nE"],
    [
        "echo \"root:hunter2|x\" \\\n | chpasswd && echo 'hunter2 hunter2' | passwd --stdin root",
        "'<redacted>' | passwd --stdin root",
    ],
    [
        "echo a && echo hunter2 | podman login --password-stdin x",
        "echo a && echo <redacted> | podman login --password-stdin x",
    ],
    ["bash -c 'curl -u ann:'\\''hunter2'\\'' x'", "-u ann:<redacted> x'"],
    ['a "--token"=hunter2 --token=hun\\\'\\;hunter2 c', '"--token"=<redacted> --token=<redacted> c'],
    ["echo \"it's\" && export DB_PASS=abc'!hunter2'", "DB_PASS=<redacted>"],
    [
        "DBPASS=hunter2 MYSQL_PWD=hunter2 TOKEN2=hunter2 SECRET_KEY_BASE=hunter2 PRIVATE_KEY=hunter2 a --secret-id hunter2",
        "--secret-id <redacted>",
    ],
    ["git config --global github.token hunter2 && crudini --set /x a password hunter2", "a password <redacted>"],
    [`X=\${TOKEN:=hunter2} a`, `X=\${TOKEN:=<redacted>} a`],
    ["echo 'machine x login ann password hunter2' > /x", "login ann password <redacted>' > /x"],
])("of %j what is secret is left out, and nothing beside", (command, shown) => {
    const once = redactStep(/^(?:RUN|CMD) /.test(command) ? command : `RUN ${command}`, "append_final");
    expect(once.endsWith(shown) ? shown : once).toBe(shown);
    expect(once).not.toContain("hunter2");
    expect(redactStep(once, "append_final")).toBe(once);
});

test.each([
    "useradd -u 1000 x && podman run -u 1000:1000 x",
    "adduser --disabled-password --gecos '' x && a --no-token -y && a --ask-vault-password site.yml",
    "podman build --secret id=x,src=y --token -y",
    "echo 'authorization: enabled' > /etc/mongod.conf",
    "echo X-My-Token:abc; dnf install -y foo",
    "curl -fsSL -H 'Accept: a/b' -o /usr/bin/x https://a.example/x && chmod 0755 /usr/bin/x",
    "useradd -m -p $(cat /x) ann && mkdir -p /home/ann/login && mkdir -p /a",
    "echo 'a token: b' >> /x; a token: b; echo token; passwd=; TOKEN= a; gpgkey=/x; a --token $(b c)",
    "curl https://x.example/secret-token/password -o token && git config user.name a",
    "read -sp 'Password: ' PW && dnf install -y git && echo 'done'",
    "grep -q 'token=' /x && pip install djangorestframework-api-key==2.3.0 && echo 'git'",
    "date -u +%Y-%m-%dT%H:%M:%SZ > /b; sudo -u ann:x true; curl x",
    "cat /etc/login.defs -p x && oldpwd=/a && PWD=/b && bypass=1",
    "chown ann:ann /a && curl -O https://a.example/x | tee -a a:b",
])("nothing of %j is taken for a secret", command => {
    for (const text of [`RUN ${command}`, "COPY --from=quay.io/acme/linux-token:latest /a /b"])
        expect(redactStep(text, "append_final")).toBe(text);
});

test("an option whose value is on the next line hides no secret", () => {
    const text = "version: 3\nadditional_build_steps:\n  append_final: |\n    RUN a --token \\\n      hunter2 b\n";
    expect(redactFiles(new Map([["execution-environment.yml", text]])).get("execution-environment.yml")).toBe(
        text.replace("hunter2", "<redacted>"),
    );
});

test("a definition that cannot be read is redacted by its lines", () => {
    const broken = new Map([
        [
            "execution-environment.yml",
            "a: [\nsteps:\n  - ENV TOKEN=hunter2\n  - 'ARG X=hunter2'\n# https://hunter2@x/\n",
        ],
    ]);
    expect([...redactFiles(broken).values()].join("")).not.toContain("hunter2");
});

test("servers are read from the redacted copy with their names and addresses, and nothing else", () => {
    const settings = new Map();
    expect(readGalaxyServers(redactFiles(files))).toMatchObject([
        { name: "hub", url: "https://hub.example.com/api/galaxy/", settings },
        { name: "published", url: "https://galaxy.ansible.com/", settings },
    ]);
    expect(readGalaxyServers(new Map([["ansible.cfg", "[galaxy]\nserver = https://a.example/\n"]]))).toEqual([
        { name: "galaxy", url: "https://a.example/", settings },
    ]);
    expect(readGalaxyServers(new Map())).toEqual([]);
});

test.each([
    "[galaxy]\nserver_list = x\n[galaxy_server.x]\nurl = file:///etc/passwd\n",
    "[galaxy]\nserver_list = ../x, [y], z\ntoken_path = /x\n",
    "[galaxy\nserver_list",
    "\u0000\u0001[galaxy]",
    "[galaxy]\nserver = https://a b\n",
    `[galaxy]\nserver_list = ${"x,".repeat(100_000)}\n`,
    "[".repeat(1_000_000),
    " = \n=\n:\n",
])("a hostile ansible.cfg %# names no server", text => {
    expect(readGalaxyServers(new Map([["ansible.cfg", text]]))).toEqual([]);
});

test("the configuration we write holds the servers alone", () => {
    expect(writeGalaxyConfig(readGalaxyServers(redactFiles(files)))).toBe(
        "[galaxy]\nserver_list = hub, published\n\n[galaxy_server.hub]\nurl = https://hub.example.com/api/galaxy/\n\n[galaxy_server.published]\nurl = https://galaxy.ansible.com/\n",
    );
    expect(
        writeGalaxyConfig([
            { name: "a]\n[defaults", url: "https://x/", settings: new Map() },
            { name: "b", url: "https://x/\ntoken=1", settings: new Map() },
        ]),
    ).toBe("[galaxy]\n");
});

const corpus = findShared("corpus");

if (corpus !== null) {
    test("some public definitions stay what they are when they are redacted", () => {
        const seed = seedOfRun();
        console.log(`redacted, seed ${seed}`);
        const truth: Record<string, { definition: string; valid: boolean }> = JSON.parse(
            readFileSync(join(corpus, "truth.json"), "utf8"),
        );
        for (const [name, { definition: file }] of sampleOf(Object.entries(truth), 12, seed)) {
            const own = readFiles(join(corpus, name));
            const named = new Map(own).set("execution-environment.yml", own.get(file) ?? "");
            const redacted = redactFiles(named);
            expect([name, checkDefinition(redacted).accepted]).toEqual([name, checkDefinition(named).accepted]);
            expect(redactFiles(redacted)).toEqual(redacted);
        }
    });
}

test.each([
    ["schemes without end", () => "a://".repeat(200_000)],
    ["ENV without end", () => "ENV ".repeat(200_000)],
    ["quotes that open and close", () => `ENV ${'A="'.repeat(100_000)}`],
    ["private keys without end", () => "-----BEGIN PRIVATE KEY-----".repeat(2_000)],
    ["user parts without end", () => "://@?".repeat(100_000)],
    ["5 MB of one letter", () => "x".repeat(5_000_000)],
    ["quotes after a telling name", () => `token: ${'"'.repeat(10_000)}`],
    ["backslashes in quotes", () => `token: "${"\\".repeat(200_001)}`],
    ["a telling key over and over", () => "token: x\n ".repeat(10_000)],
    ["escapes in quotes", () => `a: [${'"\\x41://b?c", '.repeat(20_000)}]`],
    ["one text of escapes", () => `a: "${"\\x41:\\/\\/b?c ".repeat(60_000)}"`],
    ["heads of private keys", () => "-----BEGIN PRIVATE ".repeat(200_000)],
    ["options without a value", () => "--token \\\n".repeat(100_000)],
    ["options of many parts", () => "--a-a-a-a-a".repeat(200_000)],
    ["curl over and over", () => "curl -u ".repeat(200_000)],
    ["headers over and over", () => "-H x-token-authorization:".repeat(100_000)],
    ["quotes in quotes", () => `"'`.repeat(100_000)],
    ["escaped quotes", () => `\\"`.repeat(300_000)],
    ["9 MB of one word", () => `a ${"x{".repeat(4_500_000)}`],
    ["line feeds", () => "\n".repeat(1_000_000)],
    ["brackets", () => "[ ".repeat(500_000)],
    ["lines that go on in a list", () => `RUN ["a", "--token"${"\\\\\n\n\n\n\n".repeat(50_000)}x`],
    ["headers in one word", () => `RUN ;[${"\\\\=-H".repeat(200_000)} ${"id=[@--header=".repeat(50_000)}`],
    [
        "logins in one word",
        () => `curl ${"=-ua".repeat(100_000)} ${"-u+%:".repeat(50_000)} ${"--secret=id=".repeat(50_000)}`,
    ],
    ["logins on end", () => "login -p ".repeat(300_000)],
    ["echoes that no pipe follows", () => `echo ${"a".repeat(250)}|${"c".repeat(200)} --stdin\n`.repeat(10_000)],
    ["variables in variables", () => `--token=${"${".repeat(500_000)}`],
    ["documents that nothing ends", () => "chpasswd <<E\n".repeat(50_000)],
    ["blocks of YAML", () => `<<E\ntoken: |\n${"  a\n".repeat(300_000)}token: |\n`],
    ["brackets in one word", () => `RUN a ${"}".repeat(300_000)}x --token ${",}]".repeat(100_000)}x`],
    [
        "quotes that nothing closes",
        () =>
            `--token ${Array.from({ length: 16 }, (_no, at) => `${"\\".repeat(at)}"`).join(" --token ")} `.repeat(
                5_000,
            ),
    ],
    ["names that tell", () => "a-token ".repeat(200_000)],
    ["blanks behind an option", () => `--token${" ".repeat(500_000)}\n`.repeat(2)],
    ["lines that go on behind an option", () => `--token \\\n${"\n".repeat(300_000)}`],
    ["settings in a line", () => `config ${"x".repeat(200)}`.repeat(5_000)],
    ["logins", () => "login -p ".repeat(100_000)],
    ["echoes", () => `echo a:${"b".repeat(250)}`.repeat(4_000)],
    ["a setting of 9 MB", () => `RUN cat <<E\npassword: ${"x".repeat(9_000_000)}\n{token: ${"x ".repeat(1000)}`],
    ["settings without a value", () => `RUN cat <<E\n{${"token:,".repeat(200_000)}`],
    ["one text of 9 MB", () => `RUN a "${"x".repeat(9_000_000)}`],
    ["9 MB of escapes", () => `RUN a --token ${"\\x".repeat(4_500_000)}`],
    ["9 MB of blanks behind an option", () => `a --token${" ".repeat(9_000_000)}`],
    ["one word of quotes", () => `--token="a"'b'`.repeat(100_000)],
    ["line breaks of all kinds", () => `additional_build_steps: {append_final: "${"ENV A\\r".repeat(50_000)}"}`],
    ["spaces before a telling word", () => `${" ".repeat(500_000)}token`],
])("%s: redacted in time", { tags: ["hostile"] }, (_what, make) => {
    const text = make();
    const names = ["execution-environment.yml", "ansible.cfg", "a.yml", "a.json", "a.ini"];
    expect([...redactFiles(new Map(names.map(name => [name, text]))).keys()]).toEqual(names);
});
