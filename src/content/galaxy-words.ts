/** What ansible-galaxy says, read: who is meant, why not, and what helps. Authority: ansible-core, cli/galaxy.py and galaxy/. */
import { _, format } from "../language.ts";
import type { GalaxyError } from "./galaxy-program.ts";

/** Longest text that is shown of what it says. */
const LONGEST = 500;

/** Its warnings and errors in order, each on one line; it breaks them at 79 columns. */
export function readComplaints(text: string): string[] {
    const parts = text.split(/^(?:\[WARNING\]: |\[DEPRECATION WARNING\]: | ?\[ERROR\]: |ERROR! )/m).slice(1);
    return parts.map(part => part.replace(/\s+/g, " ").trim());
}

/** Which role could not be had, and why; the role is "" where that concerns all. */
export function readRoleFailure({ detail, problem }: GalaxyError): { role: string; reason: string } {
    const complaints = readComplaints(detail);
    const at = complaints.findIndex(line => /^- \S+ was NOT installed successfully/.test(line));
    const [, role = "", own = ""] =
        /^- (\S+) was NOT installed successfully[:.] *(.*)$/.exec(complaints[at] ?? "") ?? [];
    const reason = own || (complaints[at - 1] ?? complaints.at(-1) ?? "");
    if (problem === "timeout") return { role, reason: explain("timed out") };
    return { role, reason: explain(reason || detail.replace(/\s+/g, " ").trim()) };
}

/** Which roles depend on a role, by its name. */
export function readRoleOutput(output: string): Map<string, string[]> {
    const dependents = new Map<string, string[]>();
    let current = "";
    for (const line of output.split("\n")) {
        const installed = /^- (\S+)(?: \(.*\))? was installed successfully$/.exec(line)?.[1];
        const dependency = /^- (?:adding dependency:|dependency) (\S+)/.exec(line)?.[1];
        if (installed !== undefined) current = installed;
        else if (dependency !== undefined && current !== "")
            dependents.set(dependency, [...(dependents.get(dependency) ?? []), current]);
    }
    return dependents;
}

const artefacts = () => _("What lies in the directory artefacts of the machine's state needs no server.");

const UNKNOWN =
    /name resolution|Name or service not known|Could not resolve host|No address associated|Network is unreachable|No route to host/i;
/** The last is what a timeout becomes in ansible-core 2.14, which then looks for an answer that it never got. */
const SILENT =
    /Connection refused|Connection reset|timed? ?out|RemoteDisconnected|HTTP (?:Error|Code:) 5\d\d|Couldn't connect|Failed to connect|probably a bug: 'results'/i;

/** Whether a server cannot be reached, whatever it is asked for. */
export const isUnreachable = (words: string): boolean => UNKNOWN.test(words) || SILENT.test(words);

/** The first that fits is said in front of the program's own words. */
const EXPLANATIONS: [RegExp, () => string][] = [
    [
        /does not appear to have a (?:valid )?meta\/main\.yml/,
        () =>
            _("It has no readable meta/main.yml, and ansible-galaxy takes no role without. Add the file to the role."),
    ],
    [
        /is not a subpath of the role|outside of (?:the )?collection|outside the (?:collection|destination)|linkname .* not found/i,
        () =>
            _("It holds a file or a link that leads out of it. Take a version without, or have its author repair it."),
    ],
    [
        /publickey|Host key verification failed|cannot run ssh/,
        () => _("Keys of SSH are not used. Give an https address, with a user and a token in it where it needs them."),
    ],
    [
        /transport '[^']*' not allowed|Unable to find remote helper|clone a Git repository from `\w+::/,
        () => _("Git fetches from addresses of https, ssh, git and file only. Give one of these."),
    ],
    [
        /repository '\/.*' does not exist|does not appear to be a git repository/,
        () =>
            `${_("It is a path of this machine or of the container image, and none of them is looked into.")} ${artefacts()}`,
    ],
    [
        /HTTP (?:Error|Code:) 40[13]|Authentication failed|could not read (?:Username|Password)|HTTP Basic: Access denied/i,
        () =>
            _(
                "The server refuses. Give a token, or a user with a password, that it takes: in the ansible.cfg beside the definition, or in this machine's /etc/ansible/ansible.cfg.",
            ),
    ],
    [UNKNOWN, () => `${_("The server cannot be found from this machine.")} ${artefacts()}`],
    [SILENT, () => `${_("The server does not answer.")} ${artefacts()}`],
    [
        /Checksum mismatch|Mismatch artifact hash/,
        () => _("What was sent is not what the server or the artefact says it is. Have it published again."),
    ],
    [
        /Signatures were provided .* but no keyring/,
        () =>
            _(
                "It comes with signatures, and there are no keys. Name them as gpg_keyring in the section [galaxy] of ansible.cfg.",
            ),
    ],
    [/no successful signatures/, () => _("It has no signature that counts, and one is asked for.")],
    [
        /GnuPG signature verification failed/,
        () => _("Its signature is bad. Ask its publisher, or take the key of whoever signed it into the keyring."),
    ],
    [
        /specified version .* was not found|Failed to resolve the requested dependencies|pathspec .* did not match/,
        () => _("No server has such a version. Ask for one that is there."),
    ],
    [/was not found on|HTTP (?:Error|Code:) 404|repository .* not found/i, () => _("It is not there.")],
];

/** What is the matter and what helps, with the program's own words behind. */
export function explain(words: string): string {
    const shown = words.slice(0, LONGEST);
    const explanation = EXPLANATIONS.find(([pattern]) => pattern.test(words))?.[1]();
    if (explanation === undefined) return shown || _("ansible-galaxy ended without a word.");
    return format(_("$0 ansible-galaxy says: $1"), explanation, shown);
}

/** Why collections could not be had: what is the matter with which, and what helps. */
export function explainCollections({ detail, output, problem }: GalaxyError): string {
    if (problem === "timeout") return explain("timed out");
    const complaint = readComplaints(detail).at(-1) ?? detail.replace(/\s+/g, " ").trim();
    // What was sent or unpacked last is what the last words are about, where they name nothing.
    const signature = /^Signature verification failed for '\S+': (.*)$/m.exec(output)?.[1];
    if (signature !== undefined) return explain(`${complaint} (${signature})`);
    const last = [...output.matchAll(/^(?:Fetching a collection tarball for|Installing) '(\S+?)'/gm)].at(-1)?.[1];
    return explain(last === undefined || complaint.includes(last) ? complaint : `${last}: ${complaint}`);
}

/** An artefact as a server sent it. */
export type Sent = { name: string; version: string; sha256: string; source: string };

/** Which artefacts were sent, with the digest that was found and where from. */
export function readSent(output: string): Sent[] {
    const sent: Sent[] = [];
    let [name, version, source] = ["", "", ""];
    for (const line of output.split("\n")) {
        const fetching = /^Fetching a collection tarball for '(\S+?):(\S+)'/.exec(line);
        const downloading = /^Downloading (\S+) to /.exec(line);
        const [, sha256] = /^Validating downloaded file hash ([0-9a-f]{64}) with/.exec(line) ?? [];
        if (fetching) [name, version] = [fetching[1] ?? "", fetching[2] ?? ""];
        else if (downloading) source = downloading[1] ?? "";
        else if (sha256 !== undefined) sent.push({ name, version, sha256, source: source.replace(/[?#].*$/, "") });
    }
    return sent;
}
