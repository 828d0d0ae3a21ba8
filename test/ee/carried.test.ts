import { expect, test } from "vitest";

import { carriedFiles } from "../../src/ee/carried.ts";
import { checkDefinition } from "../../src/ee/check.ts";
import { lockFile } from "../../src/ee/lock-file.ts";
import { listRequirements } from "../../src/ee/requirements.ts";
import { listSteps } from "../../src/ee/steps.ts";
import { readTarget } from "../../src/ee/target.ts";

test("only the definition, the lists that it names and its Galaxy servers leave the directory", () => {
    const files = new Map([
        [
            "execution-environment.yml",
            "version: 3\ndependencies:\n  galaxy: deps/requirements.yml\n  python: |\n    six\n",
        ],
        ["deps/requirements.yml", "collections:\n  - name: a.b\n"],
        [
            "ansible.cfg",
            "[galaxy]\nserver_list = hub\n[galaxy_server.hub]\nurl = https://hub.example.com/\ntoken = tok123\n",
        ],
        [".netrc", "machine example.com password pw123"],
        ["files/vault_pass.txt", "pw123"],
        ["requirements.txt", "not-named"],
    ]);
    const { definition } = checkDefinition(files);
    const carried = carriedFiles(files, definition ?? {});
    expect([...carried.keys()]).toEqual(["execution-environment.yml", "deps/requirements.yml", "ansible.cfg"]);
    expect([...carried.values()].join("")).not.toMatch(/pw123|tok123/);
});

test("what build steps bring into the system or read there go with it, and what only lies beside does not", () => {
    const text = `version: 3
additional_build_files:
  - {src: tool.sh, dest: files}
  - {src: more, dest: more}
  - {src: tool.rpm, dest: files}
  - {src: binary, dest: files}
  - {src: telling, dest: files}
additional_build_steps:
  prepend_galaxy: [COPY _build/more/unused.txt /etc/x]
  append_final:
    - COPY _build/files/tool.sh /usr/bin/tool
    - COPY _build/more/list.txt /tmp/
    - RUN pip install -r /tmp/list.txt
    - COPY _build/files/binary /usr/bin/binary
    - COPY _build/files/telling /usr/bin/telling
`;
    const files = new Map([
        ["execution-environment.yml", text],
        ...["tool.sh", "more/unused.txt", "more/list.txt", "tool.rpm"].map(path => [path, "six\n"] as const),
        ["binary", "\x7fELF\udcff"],
        // With the secret taken out it would be another program.
        ["telling", "\x7fELF\0\udcff https://me:pw123@example.com/ "],
    ]);
    const { definition } = checkDefinition(files);
    const carried = carriedFiles(files, definition ?? {});
    const names = ["execution-environment.yml", "tool.sh", "more/list.txt", "binary", "telling"];
    expect([...carried.keys()]).toEqual(names);
    expect(carried.get("binary")).toBe(files.get("binary"));
    expect(carried.get("telling")).toBe("<redacted>\n");
    const steps = listSteps(carried, "execution-environment.yml", definition ?? {});
    expect(steps.find(({ text: step }) => step.includes("telling"))).toMatchObject({ fidelity: "left-over" });
});

test("of a directory that is copied no program is lost without a word", () => {
    const text = `version: 3
additional_build_files: [{src: tree, dest: cfg}]
additional_build_steps:
  append_final:
    - COPY _build/cfg /opt/
    - COPY _build/cfg/a.txt /usr/share/a.txt
`;
    const files = new Map([
        ["execution-environment.yml", text],
        ["tree/a.txt", "a\n"],
        ["tree/program", "\x7fELF\udcff https://me:pw123@example.com/ "],
    ]);
    const { definition } = checkDefinition(files);
    const carried = carriedFiles(files, definition ?? {});
    const [copied] = listSteps(carried, "execution-environment.yml", definition ?? {});
    expect(copied).toMatchObject({ fidelity: "left-over", note: expect.stringContaining("may be a secret") });
});

test("a list in an old encoding is asked for whole, and its secrets are redacted all the same", () => {
    const files = new Map([
        ["execution-environment.yml", "version: 3\ndependencies: {python: requirements.txt}\n"],
        ["requirements.txt", "# f\udcfcr alle\n--index-url https://me:pw123@example.com/simple\nrequests\n"],
    ]);
    const { definition } = checkDefinition(files);
    const carried = carriedFiles(files, definition ?? {});
    expect(carried.get("requirements.txt")).toMatch(/<redacted>@example[\s\S]*requests/);
    expect(listRequirements(carried, definition ?? {}, readTarget("centos-9")).map(({ name }) => name)).toContain(
        "requests",
    );
});

test("what leaves the directory is judged as what is in it", () => {
    const text = `version: 3
additional_build_files:
  - {src: "certs/*", dest: certs}
  - {src: tree, dest: tree}
  - {src: secret.conf, dest: files}
  - {src: list.txt, dest: files}
  - {src: "*.rpm", dest: rpms}
additional_build_steps:
  append_final:
    - COPY _build/certs/ /etc/certs/
    - COPY _build/tree /opt/tree
    - COPY _build/files/secret.conf /etc/secret.conf
    - COPY _build/files/*.txt /tmp/
    - RUN pip install -r /tmp/list.txt
    - COPY _build/rpms/*.rpm /tmp/rpms/
    - RUN rpm -ivh /tmp/rpms/a-tool.rpm && rm -rf /tmp/rpms
    - COPY _build/tree/unused.sh /tmp/unused.sh
    - RUN bash /tmp/unused.sh
    - ENV A_TOKEN=abc
    - ARG B_TOKEN=abc
    - RUN curl -o /usr/bin/a https://me:abc@dl.example/a
`;
    const beside = { "certs/a.pem": "a", "tree/b/c": "d", "secret.conf": "password = abc", "list.txt": "six" };
    const files = new Map([["execution-environment.yml", text], ...Object.entries(beside), ["a-tool.rpm", "\0"]]);
    const judge = (each: ReadonlyMap<string, string>) => {
        const { definition } = checkDefinition(each);
        return listSteps(each, "execution-environment.yml", definition ?? {}).map(step => step.fidelity);
    };
    const { definition } = checkDefinition(files);
    const carried = carriedFiles(files, definition ?? {});
    expect(judge(carried)).toEqual(judge(files));
    expect(judge(files).slice(0, 8)).toEqual([
        ...["exact", "equivalent", "left-over", "not-needed", "exact", "not-needed", "equivalent", "not-needed"],
    ]);
    expect([...carried.values()].join()).not.toContain("abc");
});

test("what is locked goes into no commit, whatever takes it in", () => {
    const text = `version: 3
additional_build_files: [{src: "*.json", dest: etc}]
additional_build_steps: {append_final: [COPY _build/etc /etc/x]}
`;
    const files = new Map([
        ["execution-environment.yml", text],
        ["a.json", "{}"],
        [lockFile, "{}"],
    ]);
    const { definition } = checkDefinition(files);
    expect([...carriedFiles(files, definition ?? {}).keys()]).toEqual(["execution-environment.yml", "a.json"]);
});
