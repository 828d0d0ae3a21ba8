import { expect, test } from "vitest";

import { carriedFiles } from "../../src/ee/carried.ts";
import { checkDefinition } from "../../src/ee/check.ts";
import { listSteps } from "../../src/ee/steps.ts";

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
        ["telling", "\x7fELF\udcff https://me:pw123@example.com/ "],
    ]);
    const { definition } = checkDefinition(files);
    expect([...carriedFiles(files, definition ?? {}).keys()]).toEqual([
        "execution-environment.yml",
        "tool.sh",
        "more/list.txt",
        "binary",
    ]);
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
