/** Build steps that fetch a file: curl and wget, and the checksums behind them. Null is what is not understood for certain. */
import { _ } from "../language.ts";
import { type Meaning, needless, notNeeded, type StepContext } from "./step-meaning.ts";
import { nameOf } from "./step-path.ts";
import { carryProgram, madeAt, make } from "./step-place.ts";

/** One without a user or a query, which may be secrets and never leave the definition. */
export const isAddress = (text: string): boolean => /^https?:\/\/[^\s*?@<>$]+$/.test(text);

/** `file` is "-" for standard output; `url` is null where something that is not known is in the address. */
type Fetch = { url: string | null; file: string };

const HARMLESS =
    /^(?:-[fsSLgqnvk#]+|-nv|--(?:fail|silent|show-error|location|quiet|no-verbose|create-dirs|compressed|globoff|fail-with-body|no-progress-meter|progress-bar|show-progress)|--(?:proto|progress|retry|tries|timeout|connect-timeout|max-time|retry-delay)=\S+|--tlsv1\.\d|--retry-all-errors|--retry-connrefused)$/;
const WITH_VALUE = /^--(?:retry|max-time|connect-timeout|tries|timeout|retry-delay|proto)$/;

/** Null for other options. */
export function readFetch(program: string, words: readonly string[]): Fetch | null {
    const isCurl = program === "curl";
    if (!isCurl && program !== "wget") return null;
    const addresses: string[] = [];
    let file: string | null = isCurl ? "-" : null;
    for (let at = 0; at < words.length; at++) {
        const word = words[at] ?? "";
        const [, inline] = /^(?:--output=|--output-document=|-q?O(?=[-/\w.]))(.+)$/.exec(word) ?? [];
        if (isCurl ? /^(?:-[fsSLgk#]*o|--output)$/.test(word) : /^(?:-[qnv]*O|--output-document)$/.test(word)) {
            at += 1;
            file = words[at] ?? "";
        } else if (isCurl && /^(?:-[fsSLgk#]*O[fsSLgk#]*|--remote-name)$/.test(word)) file = null;
        else if (inline !== undefined && (isCurl ? word.startsWith("--output=") : true)) file = inline;
        else if (!isCurl && (word === "-P" || word === "--directory-prefix")) {
            at += 1;
            file = `${words[at] ?? ""}/`;
        } else if (WITH_VALUE.test(word)) at += 1;
        else if (HARMLESS.test(word)) continue;
        else if (isAddress(word) || /^(?:https?:\/\/[^\s?@<>]*)?\$/.test(word)) addresses.push(word);
        else return null;
    }
    const [address, ...more] = addresses;
    if (address === undefined || more.length > 0) return null;
    const last = nameOf(address.replace(/#.*$/, ""));
    const name = last.includes("$") ? "" : last;
    const url = isAddress(address) ? address : null;
    return { url, file: file === null ? name : file.endsWith("/") ? file + name : file };
}

/** Fetching into a file; `output` is where the shell puts what the program writes. */
export function judgeFetch(
    program: string,
    words: readonly string[],
    context: StepContext,
    output: string | null = null,
): Meaning | null {
    const fetch = readFetch(program, words);
    const file = fetch?.file === "-" ? output : output === null ? fetch?.file : null;
    if (!fetch || !file || file === "-") return null;
    const from = fetch.url === null ? null : { url: fetch.url, sha256: null, member: null };
    return make(file, { kind: "file", from, mode: 0o644 }, context);
}

/** `echo "SUM  file" | sha256sum -c`: the sum goes with the file from then on. */
export function judgeChecksum(line: string, context: StepContext): Meaning | null {
    const [, sum = "", file = ""] = /^([0-9a-f]{64}) [ *]?(\S+)$/i.exec(line.trim()) ?? [];
    const made = file === "" ? null : madeAt(file, context);
    if (made?.kind !== "file" || !made.from || !("url" in made.from) || made.from.member !== null) return null;
    return make(file, { ...made, from: { ...made.from, sha256: sum.toLowerCase() } }, context);
}

/** Installers that fetch one program, by where their authors keep them, and where they put it. */
const INSTALLERS: [address: RegExp, program: string][] = [
    [/^https:\/\/awscli\.amazonaws\.com\/awscli-exe-linux-\w+(?:-[\d.]+)?\.zip#aws\/install$/, "/usr/local/bin/aws"],
    [/^https:\/\/raw\.githubusercontent\.com\/helm\/helm\/[\w./-]+\/scripts\/get-helm-[34]$/, "/usr/local/bin/helm"],
    [
        /^https:\/\/raw\.githubusercontent\.com\/kubernetes-sigs\/kustomize\/[\w./-]+\/hack\/install_kustomize\.sh$/,
        "kustomize",
    ],
];

/** Running such an installer, from its address or from a file that an earlier step fetched. */
export function judgeInstaller(address: string | null, context: StepContext): Meaning | null {
    const [, program] = INSTALLERS.find(([pattern]) => pattern.test(address ?? "")) ?? [];
    if (program === undefined) return null;
    if (program.startsWith("/")) return carryProgram(program, context);
    return make(program, { kind: "program", name: program }, context);
}

/** The address of a file that was fetched, for `bash FILE` or `./FILE`; of one in an archive with its name behind a "#". */
export function addressOf(file: string, context: StepContext): string | null {
    const made = madeAt(file, context);
    if (made?.kind !== "file" || !made.from || !("url" in made.from)) return null;
    return made.from.member === null ? made.from.url : `${made.from.url}#${made.from.member}`;
}

/** How packages are got is the composer's business; nothing of it is carried. */
export const fromSources = (): Meaning => needless(_("The composer takes packages from its own sources."));

export const tellsOnly = (): Meaning => notNeeded(_("It only tells something."));
