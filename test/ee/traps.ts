/** Definitions with what ansible-builder lets pass and nobody wants: each with the code that names it. */

export type Trap = { code: string; files: Record<string, string>; fixable: boolean };

const DEFINITION = "execution-environment.yml";
const HEAD = "version: 3\nimages: {base_image: {name: 'quay.io/a/b:1'}}\n";
const CORE = `${HEAD}dependencies:\n  ansible_core: {package_pip: ansible-core}\n`;

const trap = (code: string, fixable: boolean, text: string, others: Record<string, string> = {}): Trap => ({
    code,
    fixable,
    files: { [DEFINITION]: text, ...others },
});

const bindep = (fixable: boolean, line: string) =>
    trap("bindep-unreadable", fixable, `${CORE}  system: bindep.txt\n`, { "bindep.txt": `git\n${line}\n` });
const python = (code: string, fixable: boolean, text: string, others = {}) =>
    trap(code, fixable, `${CORE}  python: requirements.txt\n`, { "requirements.txt": text, ...others });
const galaxy = (code: string, fixable: boolean, text: string) =>
    trap(code, fixable, `${CORE}  galaxy: requirements.yml\n`, { "requirements.yml": text });
const config = (code: string, text: string) =>
    trap(code, false, `${CORE}additional_build_files:\n  - src: ansible.cfg\n    dest: configs\n`, {
        "ansible.cfg": text,
    });

export const traps: Trap[] = [
    bindep(false, "https://example.com/x.rpm"),
    bindep(false, "@development"),
    bindep(false, "python3-*"),
    bindep(false, "R"),
    bindep(false, "git [platform:rpm"),
    bindep(true, "gcc\t[compile]"),
    bindep(true, "git >= 2.0"),
    bindep(true, "git [platform:RPM]"),
    python("nested-requirements", true, "six\n-r more.txt\n", { "more.txt": "requests\n" }),
    python("nested-requirements", false, "six\n-r gone.txt\n"),
    python("nested-requirements", false, "six\n-c constraints.txt\n", { "constraints.txt": "six<2\n" }),
    python("nested-requirements", false, "--constraint=constraints.txt\nsix\n"),
    python("pip-option", true, "--extra-index-ulr https://example.com\n"),
    python("python-line", true, "requests=2\n"),
    python("python-line", false, "requests six\n"),
    python("python-line", false, "requests ==2 \\\n  --hash=sha256:ab \\\n  what\n"),
    python("python-twice", true, "six\nrequests\nSix>=1\n"),
    python("python-local", false, "-e ./mine\n"),
    python("python-local", false, "./mine-1.0.whl\n"),
    python("python-secret", false, "--index-url https://user:hunter2@example.com/simple\n"),
    galaxy("role-name", false, "roles:\n  - version: '1'\n"),
    galaxy("galaxy-type", true, "collections:\n  - name: https://example.com/a.git\n    type: gti\n"),
    galaxy("galaxy-type", false, "collections:\n  - name: a.b\n    type: registry\n"),
    galaxy("not-text", true, "collections:\n  - name: a.b\n    version: 1.10\n"),
    galaxy("not-text", true, "roles:\n  - name: a.b\n    version: 1.10\n"),
    galaxy("galaxy-key", true, "colections:\n  - a.b\n"),
    galaxy("galaxy-entry-key", true, "collections:\n  - name: a.b\n    verison: '1'\n"),
    galaxy("galaxy-version-in-name", true, "collections:\n  - a.b:1.0.0\n"),
    galaxy("collection-name", false, "collections:\n  - posix\n"),
    galaxy("duplicate-key", true, "collections: [a.b]\nroles: []\ncollections: [c.d]\n"),
    galaxy("galaxy-twice", false, "collections:\n  - a.b\n  - name: a.b\n"),
    galaxy("galaxy-shape", false, "a.b\n"),
    galaxy("yaml", true, "collections:\n\t- a.b\n"),
    config(
        "galaxy-server",
        "[galaxy]\nserver_list = hub, galaxy\n[galaxy_server.galaxy]\nurl = https://galaxy.ansible.com\n",
    ),
    config("galaxy-server", "[galaxy]\nserver_list = hub\n[galaxy_server.hub]\ntimeout = 1\n"),
    config("ansible-config-secret", "[galaxy]\nserver_list = h\n[galaxy_server.h]\nurl = https://h\ntoken = abc\n"),
    config("ansible-config-line", "[galaxy]\nnothing\n"),
    config("ansible-config-line", "server_list = a\n"),
    config("ansible-config-line", "[galaxy]\nserver = https://a\nserver = https://b\n"),
    trap("dependency-file-missing", true, `${CORE}  galaxy: community.general\n`),
    trap("dependency-file-missing", true, `${CORE}  python: requests\n`),
    trap("dependency-file-missing", true, `${CORE}  python: gone.txt\n`),
    trap("dependency-file-missing", false, `${CORE}  python: ../gone.txt\n`),
    trap("dependency-file-directory", false, `${CORE}  python: lists\n`, { "lists/a.txt": "six\n" }),
    trap("galaxy-list", true, `${CORE}  galaxy:\n    - a.b\n    - c.d\n`),
    trap("galaxy-list", true, `${CORE}  galaxy: [a.b]\n`),
    trap("galaxy-list", true, `${CORE}  galaxy:\n    - name: a.b\n`),
    trap("galaxy-key", true, `${CORE}  collections:\n    - a.b\n`),
    trap("galaxy-steps-ignored", false, `${CORE}additional_build_steps:\n  prepend_galaxy: RUN x\n`),
    trap("user-step", true, `${CORE}additional_build_steps:\n  append_final:\n    - USER 1000\n    - RUN x\n`),
    trap("user-step", true, `${CORE}additional_build_steps:\n  append_final: [USER 1000, RUN x]\n`),
    trap("line-mapping", true, `${CORE}additional_build_steps:\n  append_final:\n    - RUN echo foo: bar\n`),
    trap("build-file-missing", false, `${CORE}additional_build_files:\n  - src: gone.cfg\n    dest: configs\n`),
    trap("build-file-destination", false, `${CORE}additional_build_files:\n  - src: x\n    dest: /etc\n`, { x: "" }),
    trap("build-file-pattern", false, `${CORE}additional_build_files:\n  - src: .\n    dest: configs\n`),
    trap("container-init-partial", true, `${CORE}options:\n  container_init:\n    cmd: '["bash"]'\n`),
    trap("container-init-partial", true, `${CORE}options: {container_init: {}}\n`),
    trap("exclude-pattern", false, `${CORE}  exclude:\n    python: ["~("]\n`),
    trap("needs-3.1", false, `${CORE}  exclude:\n    python: [six]\n`),
    trap("needs-3.2", false, `${CORE}options:\n  skip_pip_check: true\n`),
    trap("not-text", true, `${CORE}options:\n  user: 1000\n`),
    trap("not-text", true, `${CORE}options: {user: 1000, workdir: /x}\n`),
    trap("unknown-key", true, `${CORE}options:\n  relax_password_permissions: true\n`),
    trap("duplicate-key", true, `${CORE}options: {user: "1"}\noptions: {}\n`),
    trap("duplicate-key", false, `${CORE}options: &x {}\noptions: *x\n`),
    trap("unknown-key", true, `${HEAD}dependancies: {}\n`),
    trap("outdated-base", false, "version: 3\ndependencies: {ansible_core: {package_pip: ansible-core}}\n"),
    trap("outdated-base", false, CORE.replace("quay.io/a/b:1", "quay.io/ansible/ansible-runner:latest")),
    trap("other-version", true, "images: {base_image: {name: 'quay.io/a/b:1'}}\noptions: {user: '1'}\n"),
    trap("other-version", true, "version: 1\nimages:\n  base_image:\n    name: quay.io/a/b:1\n"),
    trap("version", true, `${CORE.replace("version: 3", "version: '3'")}`),
    trap("version", true, `${CORE.replace("version: 3", "version: 4")}`),
    trap("image-tag", false, CORE.replace("quay.io/a/b:1", "quay.io/a/b")),
    trap("no-ansible-core", true, `${HEAD}dependencies:\n  python: [six]\n`),
    trap("empty", true, `${HEAD}dependencies:\n`),
    trap("empty", true, `${CORE}  python:\n  galaxy: {collections: [a.b]}\n`),
    trap("yaml", true, `${CORE}options:\n\tuser: '1'\n`),
    trap("yaml", true, `${CORE}options:\n  package_manager_path: /usr/bin/dnf: x\n`),
    trap("yaml", true, `${CORE}options:\n  tags: [a, b\n`),
    trap("yaml", true, `${CORE}options:\n  user: '1000\n`),
    trap("yaml", true, `${CORE}options\n  user: '1000'\n`),
    trap("yaml", true, `${CORE}options:\n  user: @root\n`),
    trap("yaml", true, `${CORE}options:\n  user: "\\d"\n`),
    trap("yaml-second-document", false, `${CORE}---\nversion: 1\n`),
    trap("yaml-tag", false, `${CORE}options: !vault x\n`),
];
