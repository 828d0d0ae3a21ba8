/**
 * Options that a definition gives to ansible-galaxy: `ANSIBLE_GALAXY_CLI_COLLECTION_OPTS` and `…_ROLE_OPTS`.
 *
 * Authority: ansible-core, cli/galaxy.py (add_install_options). What names a file of the container, or makes
 * ansible-galaxy pass over what it cannot get, is not passed on.
 */
import { _ } from "../language.ts";
import type { Definition } from "./definition.ts";
import { parseShell } from "./step-shell.ts";

export type GalaxyCommand = "collection" | "role";

export type GalaxyOptions = {
    /** For the command line; nothing secret. */
    passed: string[];
    /** -s: a server's name or address; only that is asked. */
    server: string | null;
    /** Goes to the server, by file. */
    token: string | null;
    /** What is not passed on, and why. */
    refused: { option: string; reason: string }[];
    /** Whether the authors wants certificates of servers not to count. */
    ignoresCertificates: boolean;
};

type Rule =
    | { kind: "flag" | "quiet"; of?: GalaxyCommand }
    /** Its value must look so. */
    | { kind: "value"; value: RegExp; of?: GalaxyCommand }
    | { kind: "server" | "token" }
    | { kind: "refused"; takes: boolean; reason: () => string };

const elsewhere = () => _("It names a place in the container image.");
const passesOver = () => _("What cannot be fetched would be missing in silence.");
const GPG = /^[A-Z_]{1,40}$/;

const RULES: Record<string, Rule> = {
    "--pre": { kind: "flag", of: "collection" },
    "--ignore-certs": { kind: "flag" },
    "--timeout": { kind: "value", value: /^\d{1,4}$/ },
    "--no-deps": { kind: "flag" },
    "--upgrade": { kind: "flag", of: "collection" },
    "--force": { kind: "flag" },
    "--force-with-deps": { kind: "flag" },
    "--no-cache": { kind: "flag", of: "collection" },
    "--clear-response-cache": { kind: "flag", of: "collection" },
    "--disable-gpg-verify": { kind: "flag", of: "collection" },
    "--required-valid-signature-count": { kind: "value", value: /^\+?(?:\d{1,3}|all)$/, of: "collection" },
    "--ignore-signature-status-code": { kind: "value", value: GPG, of: "collection" },
    "--verbose": { kind: "quiet" },
    "--server": { kind: "server" },
    "--token": { kind: "token" },
    "--api-key": { kind: "token" },
    "--ignore-errors": { kind: "refused", takes: false, reason: passesOver },
    "--offline": { kind: "refused", takes: false, reason: passesOver },
    "--keep-scm-meta": {
        kind: "refused",
        takes: false,
        reason: () => _("The history of a role's repository, with what may be secret in it, is not carried."),
    },
    "--keyring": {
        kind: "refused",
        takes: true,
        reason: () => _("Name the keyring in ansible.cfg, as gpg_keyring in its section [galaxy]."),
    },
    "--signature": {
        kind: "refused",
        takes: true,
        reason: () => _("It stands in the requirements file, beside its collection."),
    },
    "--collections-path": { kind: "refused", takes: true, reason: elsewhere },
    "--roles-path": { kind: "refused", takes: true, reason: elsewhere },
    "--requirements-file": { kind: "refused", takes: true, reason: elsewhere },
    "--role-file": { kind: "refused", takes: true, reason: elsewhere },
};

const SHORT: Record<string, string> = {
    ...{ c: "--ignore-certs", n: "--no-deps", f: "--force", v: "--verbose", s: "--server", i: "--ignore-errors" },
    ...{ U: "--upgrade", p: "--collections-path", r: "--requirements-file", g: "--keep-scm-meta" },
};

const KEYS = { collection: "ANSIBLE_GALAXY_CLI_COLLECTION_OPTS", role: "ANSIBLE_GALAXY_CLI_ROLE_OPTS" } as const;

export const readGalaxyOptions = (definition: Definition, command: GalaxyCommand): GalaxyOptions =>
    parseGalaxyOptions(definition.build_arg_defaults?.[KEYS[command]] ?? "", command);

/** Which of the two commands a key is for; null for another key. */
export const optionsCommand = (key: string): GalaxyCommand | null =>
    key === KEYS.collection ? "collection" : key === KEYS.role ? "role" : null;

/** Longest text that is read. */
const LONGEST = 5000;

export function parseGalaxyOptions(text: string, command: GalaxyCommand): GalaxyOptions {
    const options: GalaxyOptions = { passed: [], server: null, token: null, refused: [], ignoresCertificates: false };
    // The redacted form of a value has signs that a shell would read.
    const [only, ...more] = parseShell(text.slice(0, LONGEST).replaceAll("<redacted>", "redacted"), new Map()) ?? [];
    if (text.trim() === "") return options;
    const isPlain = only && more.length === 0 && only.redirections.length === 0 && only.words.every(isPlainWord);
    if (!isPlain || text.length > LONGEST)
        return { ...options, refused: [{ option: text, reason: _("Its words are not understood.") }] };
    const words = only.words.map(word => word.text).flatMap(apart);
    for (let word = words.shift(); word !== undefined; word = words.shift()) take(word, words, command, options);
    return options;
}

const isPlainWord = ({ isKnown, isPattern }: { isKnown: boolean; isPattern: boolean }) => isKnown && !isPattern;

/** "-vvc" is "-v -v -c", "--timeout=9" is "--timeout 9". */
function apart(word: string): string[] {
    if (/^--[a-z-]+=/.test(word)) return [word.slice(0, word.indexOf("=")), word.slice(word.indexOf("=") + 1)];
    if (!/^-[a-zA-Z]+$/.test(word)) return [word];
    return [...word.slice(1)].map(letter => SHORT[letter] ?? `-${letter}`);
}

function take(word: string, rest: string[], command: GalaxyCommand, options: GalaxyOptions): void {
    const name = word.startsWith("--") ? word : (SHORT[word.slice(1)] ?? word);
    const rule = Object.hasOwn(RULES, name) ? RULES[name] : undefined;
    const refuse = (reason: string) => options.refused.push({ option: word, reason });
    if (!rule || ("of" in rule && rule.of !== undefined && rule.of !== command)) {
        refuse(_("ansible-galaxy does not know it, or it is not known here."));
        return;
    }
    const takes =
        rule.kind === "value" || rule.kind === "server" || rule.kind === "token" || ("takes" in rule && rule.takes);
    const value = takes ? rest.shift() : "";
    if (value === undefined) {
        refuse(_("It needs a value."));
    } else if (rule.kind === "refused") {
        refuse(rule.reason());
    } else if (rule.kind === "server") {
        options.server = value;
    } else if (rule.kind === "token") {
        options.token = value;
    } else if (rule.kind === "value") {
        if (rule.value.test(value)) options.passed.push(`${name}=${value}`);
        else refuse(_("Its value is none that it takes."));
    } else if (rule.kind === "flag") {
        if (name === "--ignore-certs") options.ignoresCertificates = true;
        options.passed.push(name);
    }
}
