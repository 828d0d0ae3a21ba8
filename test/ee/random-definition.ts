/** Definitions such as nobody should write: keys of any version, values of any type, files that are there or not. */
import type { Random } from "./random.ts";

/** YAML scalars and small collections of every kind that PyYAML tells apart. */
const ODD =
    String.raw`~ | null | "" | '' | x | 1 | 0 | -1 | 1.5 | 3.0 | 1e3 | 1.0e+22 | .inf | -.inf | .nan | 0x1F | 010 | 0o7 | 1_000 | 12:30 |
    12:30.5 | 99999999999999999999 | true | no | on | Off | 2024-01-02 | 2024-01-02T03:04:05Z | [] | {} | [x] | [1] | [x, 1] | [~] |
    [[x]] | [{a: b}] | [x, {a: b}] | {a: b} | {a: 1} | {1: a} | {~: a} | {true: a} | {2024-01-02: x} | {1.5: {}} | {a: {b: [c]}} |
    !!str 1 | !!int "3" | !!float 1 | !!set {a} | "it's" | 'say "x"' | "a\nb\t\u00e9\0\x7f\u200b" | é | "\U0001F600" | ../x | /etc/passwd |
    none.txt | {collections: [a.b]} | {a: b, <<: {c: d, a: e}}`.split(/ \|\s+/);

/** Through what is a file, what is not there, and what is. */
const PATHS = [
    "reqs.txt/",
    "reqs.txt/.",
    "reqs.txt/../reqs.txt",
    "none/../reqs.txt",
    "sub/../reqs.txt",
    "sub/.//reqs.txt",
];
const TEXTS = [
    "x",
    "reqs.txt",
    "none.txt",
    "sub",
    "sub/reqs.txt",
    "../x.txt",
    "/etc/passwd",
    "./reqs.txt",
    "''",
    ...PATHS,
];
const IMAGES =
    "quay.io/a/b:1 quay.io/a/b localhost:8080/x/y x@sha256:abc a: '' 'a:' ':' quay.io/ansible/ansible-runner:latest 1000 ~".split(
        " ",
    );
const DESTS = ["a", ".", "a/b", "/a", "../a", "a/../b", "a//./b", "''", "//a", "///a", "..", "a/..", "..a", "'a b'"];
const SOURCES = [
    "reqs.txt",
    "*.txt",
    "none*",
    "sub",
    "sub/*",
    "/etc/hostname",
    "/none",
    ".",
    "''",
    "**/*.txt",
    "[",
    "../*",
];

type Kind = (random: Random) => string;

const oneOf =
    (texts: readonly string[]): Kind =>
    random =>
        random.one(texts);
const text = oneOf(TEXTS);
const texts: Kind = random => `[${random.some(TEXTS, 0.4).join(", ")}]`;
const yes = oneOf(["true", "no", "yes", "off"]);
const either: Kind = random => (random.chance(0.5) ? text(random) : texts(random));

/** A mapping with some of these keys, and now and then a value or a key that does not belong. */
const mapping =
    (keys: Record<string, Kind>, probability = 0.4): Kind =>
    random => {
        const entries = random
            .some(Object.entries(keys), probability)
            .map(([key, kind]) => `${key}: ${random.chance(0.12) ? random.one(ODD) : kind(random)}`);
        if (random.chance(0.06)) entries.push(`${random.one(STRANGE)}: ${random.one(ODD)}`);
        return `{${entries.join(", ")}}`;
    };

const STRANGE = ["'a b'", '"it\'s"', "2024-01-02", "é", "~", "true", "1", "1.5"].concat(
    "foo galaxy python options images version dependencies package_system append prepend name tags user exclude".split(
        " ",
    ),
);

const lists = {
    python: either,
    galaxy: (random: Random) => random.one(["{collections: [a.b]}", "{roles: []}", "{1: 2}", either(random)]),
    system: either,
};
const image = mapping({ name: oneOf(IMAGES), signature_original_name: oneOf(IMAGES), more: oneOf(ODD) }, 0.6);
const pip = mapping({ package_pip: text }, 0.8);
const stages = ["base", "galaxy", "builder", "final"].flatMap(stage => [`prepend_${stage}`, `append_${stage}`]);

const KEYS: Record<string, Kind> = {
    ansible_config: text,
    build_arg_defaults: mapping({
        EE_BASE_IMAGE: oneOf(IMAGES),
        EE_BUILDER_IMAGE: oneOf(IMAGES),
        ANSIBLE_GALAXY_CLI_COLLECTION_OPTS: text,
        ANSIBLE_GALAXY_CLI_ROLE_OPTS: text,
        PKGMGR_PRESERVE_CACHE: text,
    }),
    dependencies: mapping({
        ...lists,
        python_interpreter: mapping({ package_system: text, python_path: text }),
        ansible_core: pip,
        ansible_runner: pip,
        exclude: mapping({ python: texts, system: texts, all_from_collections: texts }),
    }),
    images: mapping({ base_image: image, builder_image: image }, 0.6),
    additional_build_steps: mapping(
        Object.fromEntries(["prepend", "append", ...stages].map(stage => [stage, either])),
        0.2,
    ),
    additional_build_files: random =>
        `[${random.some([0, 1, 2], 0.4).map(() => mapping({ src: oneOf(SOURCES), dest: oneOf(DESTS), mode: text }, 0.85)(random))}]`,
    options: mapping({
        relax_passwd_permissions: yes,
        skip_ansible_check: yes,
        skip_pip_install: yes,
        skip_pip_check: yes,
        workdir: oneOf(["/x", "~", "''"]),
        package_manager_path: text,
        user: oneOf(["'1000'", "root", "''"]),
        container_init: mapping({ package_pip: text, entrypoint: text, cmd: text }),
        tags: texts,
    }),
};

const OF_VERSION: Record<number, string[]> = {
    1: ["ansible_config", "build_arg_defaults", "dependencies", "additional_build_steps"],
    2: ["ansible_config", "build_arg_defaults", "dependencies", "additional_build_steps", "images"],
    3: Object.keys(KEYS).filter(key => key !== "ansible_config"),
};

/** A definition's text; most of its keys are those of its version. */
export function randomDefinition(random: Random): string {
    const version = random.one([1, 1, 2, 3, 3, 3]);
    const lines: string[] = [];
    if (random.chance(0.95)) lines.push(`version: ${random.chance(0.06) ? random.one(ODD) : version}`);
    for (const [key, kind] of random.some(Object.entries(KEYS), 0.45)) {
        if (!OF_VERSION[version]?.includes(key) && !random.chance(0.05)) continue;
        lines.push(`${key}: ${random.chance(0.04) ? random.one(ODD) : kind(random)}`);
    }
    if (random.chance(0.05)) lines.push(`${random.one(STRANGE)}: ${random.one(ODD)}`);
    if (random.chance(0.03)) lines.push(random.one(lines));
    return `${lines.join("\n")}\n`;
}
