/** A definition with every kind of requirement, and servers that give what it asks for to whoever has its secrets. */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { ansibleWheel } from "./ansible-wheel.ts";
import { collectionArtefacts } from "./collections.ts";
import { startGalaxyServer } from "./galaxy-server.ts";
import { guardDirectory } from "./guarded-server.ts";
import { startPackageIndex } from "./package-index.ts";
import { serveDirectory } from "./static-server.ts";
import { packCollection } from "./tiny-collections.ts";
import { commitRole } from "./tiny-roles.ts";
import { makeWheel, wheelFile } from "./wheels.ts";

export const SECRETS = {
    config: "tok-config-8f2a91c7e5",
    environment: "tok-env-5b1e77d03c",
    git: "pw-git-c40d9a12b8",
    index: "pw-index-e3f5067d21",
};

/** With what they ask for: Python and system packages, each of them as RPMs. */
export const REAL = ["ansible.posix", "community.crypto", "community.docker", "community.general", "kubernetes.core"];

/** No text. */
export const PICTURE = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0xc3, 0xff, 0xfe]);

export type Everything = {
    /** Where the definition is, which is named after it. */
    path: string;
    /** Of ansible-core, which no RPM has. */
    core: string;
    /** Write it, as it is at first or with a collection (acme.more) and an RPM (sshpass) more. */
    write(withMore?: boolean): void;
    stop(): Promise<void>;
};

/**
 * @param directory An existing one, for all of it.
 * @param state The state directory, which gets wheels.
 */
export async function layEverything(directory: string, state: string): Promise<Everything> {
    for (const name of ["acme.tools", "acme.more"]) packCollection(`${directory}/tiny`, { name });
    const tasks = "- ansible.builtin.copy: {content: from the role, dest: /tmp/role}\n";
    commitRole(`${directory}/git/greeting`, { "1.1": { files: { "tasks/main.yml": tasks } } });
    mkdirSync(`${directory}/files`);
    writeFileSync(`${directory}/files/hello`, "#!/bin/sh\necho hello from a download\n");
    mkdirSync(`${state}/wheels`, { recursive: true });
    // Has a module that an RPM has, too: that one counts.
    const deeper = { name: "acme-deeper", files: { "acme_deeper.py": "", "yaml/__init__.py": "shadowed = True\n" } };
    const core = ansibleWheel();
    for (const kept of [deeper, core]) writeFileSync(`${state}/wheels/${wheelFile(kept)}`, makeWheel(kept));
    const wheel = {
        ...{ name: "acme-wheel", version: "1.2", requires: ["requests>=2", "acme-deeper"] },
        files: { "acme_wheel.py": "import acme_deeper, requests\nanswer = 42\n" },
    };
    const real = await startGalaxyServer({
        directory: await collectionArtefacts(REAL),
        authorization: `Token ${SECRETS.config}`,
    });
    const tiny = await startGalaxyServer({
        directory: `${directory}/tiny`,
        authorization: `Token ${SECRETS.environment}`,
    });
    const git = await guardDirectory(`${directory}/git`, { "/": `me:${SECRETS.git}` });
    const files = await serveDirectory(`${directory}/files`);
    const index = await startPackageIndex([wheel], { password: SECRETS.index });
    const path = `${directory}/everything`;
    const sum = createHash("sha256")
        .update(readFileSync(`${directory}/files/hello`))
        .digest("hex");
    const texts = (withMore: boolean) => ({
        "execution-environment.yml": `version: 3
dependencies:
  ansible_core: {package_pip: "ansible-core==${core.version}"}
  galaxy: requirements.yml
  python: requirements.txt
  system: [git-core${withMore ? ", sshpass" : ""}]
additional_build_files:
  - {src: motd, dest: files}
  - {src: plants.png, dest: files}
  - {src: ansible.cfg, dest: files}
additional_build_steps:
  prepend_galaxy:
    - COPY _build/files/ansible.cfg /etc/ansible/ansible.cfg
    - ENV ANSIBLE_GALAXY_SERVER_TINY_TOKEN=${SECRETS.environment}
  append_final:
    - COPY _build/files/motd /etc/motd.d/plants
    - COPY _build/files/plants.png /etc/plants.png
    - >-
      RUN curl -fsSL ${files.url}/hello -o /usr/local/bin/hello
      && echo "${sum}  /usr/local/bin/hello" | sha256sum -c -
      && chmod 755 /usr/local/bin/hello
`,
        "requirements.yml": `collections:
${[...REAL, "acme.tools", ...(withMore ? ["acme.more"] : [])].map(name => `  - ${name}\n`).join("")}roles:
  - {src: "git+http://me:${SECRETS.git}@${git.host}/greeting/.git", name: greeting, version: "1.1"}
`,
        "requirements.txt": `--extra-index-url ${index.secretUrl}\nacme-wheel>=1\nparamiko\n`,
        "ansible.cfg": `[galaxy]
server_list = real, tiny
[galaxy_server.real]
url = ${real.url}
token = ${SECRETS.config}
[galaxy_server.tiny]
url = ${tiny.url}
`,
        motd: "For the plants.\n",
    });
    return {
        path,
        core: core.version,
        write(withMore = false) {
            mkdirSync(path, { recursive: true });
            for (const [name, text] of Object.entries(texts(withMore))) writeFileSync(join(path, name), text);
            writeFileSync(join(path, "plants.png"), PICTURE);
        },
        async stop() {
            for (const server of [real, tiny]) await server.stop();
            for (const server of [git, files, index]) await server.close();
        },
    };
}
