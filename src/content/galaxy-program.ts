/** ansible-galaxy in its box: with the servers and credentials that it may know, and nothing said of them outside. */
import type { ConfinedOptions, Workshop } from "../host/confined.ts";
import { type Host, HostError } from "../host/host.ts";
import { withFetchBox } from "./fetch-box.ts";
import { GIT_ENVIRONMENT, gitFiles } from "./git.ts";

/** What ansible-galaxy is given to know. It lies in files of the box for the time of the fetch, and nowhere else. */
export type GalaxyAccess = {
    /** ansible.cfg: servers with their credentials. */
    config: string;
    /** Lines of git's own store of credentials: addresses with user and password. */
    gitCredentials: readonly string[];
    /** Texts that may stand nowhere: what is said by the program is cleared of them. */
    secrets: readonly string[];
    /** What tells this from another access, without any secret. */
    shown: unknown;
    /** Words for the command line; none of them secret. */
    options: readonly string[];
    /** What signatures are checked with: keys in armor, or a file that gpg has made; null for no check. */
    keys: string | Uint8Array | null;
};

/** A box with what ansible-galaxy reads; `requirements` may hold addresses with credentials. */
export async function withGalaxy<Result>(
    host: Host,
    cache: string,
    requirements: string,
    access: GalaxyAccess,
    files: ReadonlyMap<string, string | Uint8Array>,
    work: (workshop: Workshop) => Promise<Result>,
): Promise<Result> {
    const secrets = new Map([
        ["requirements.yml", requirements],
        ["ansible.cfg", access.config],
        ...gitFiles(access.gitCredentials),
    ]);
    return withFetchBox(host, cache, files, secrets, work);
}

const ENVIRONMENT = { ANSIBLE_CONFIG: "/workshop/ansible.cfg", ...GIT_ENVIRONMENT };

/** Of what it tells, this much is looked at. */
const LONGEST_OUTPUT = 1024 * 1024;

/** Run it; answers what it told. Throws HostError, "failed" with `detail` holding its errors, and `output` what it told before. */
export async function runGalaxy(
    workshop: Workshop,
    argv: readonly string[],
    { secrets }: GalaxyAccess,
    options: Pick<ConfinedOptions, "network" | "show" | "signal">,
): Promise<string> {
    const decoder = new TextDecoder();
    let output = "";
    const onOutput = (chunk: Uint8Array) => {
        if (output.length < LONGEST_OUTPUT) output += decoder.decode(chunk, { stream: true });
    };
    try {
        await workshop.run(["ansible-galaxy", ...argv], {
            network: true,
            ...options,
            environment: ENVIRONMENT,
            onOutput,
        });
        return conceal(output, secrets);
    } catch (error) {
        if (!(error instanceof HostError)) throw error;
        const detail = conceal(error.detail, secrets);
        throw new GalaxyError(error, conceal(error.message, secrets), detail, conceal(output, secrets));
    }
}

/** A HostError that also knows what the program had told on its standard output. */
export class GalaxyError extends HostError {
    readonly output: string;

    constructor({ problem, status }: HostError, message: string, detail: string, output: string) {
        super(problem, message, detail, status);
        this.output = output;
    }
}

/** Shorter ones would be found in the middle of words. */
const SHORTEST = 4;

/** A text without these secrets, as they are, in addresses or in base64, also where ansible-galaxy breaks its lines in them. */
export function conceal(text: string, secrets: readonly string[]): string {
    const forms = secrets.filter(secret => secret.length >= SHORTEST).flatMap(formsOf);
    const longestFirst = [...new Set(forms)].toSorted((one, other) => other.length - one.length);
    return longestFirst.reduce((shown, form) => {
        const broken = [...form.replace(/\s/g, "")]
            .map(character => character.replace(/[\\^$.*+?()[\]{}|/-]/, "\\$&"))
            .join("\\s*");
        return shown.replace(new RegExp(broken, "g"), "<redacted>");
    }, text);
}

function formsOf(secret: string): string[] {
    const bytes = new TextEncoder().encode(secret);
    return [secret, encodeURIComponent(secret), btoa(String.fromCharCode(...bytes)).replace(/=+$/, "")];
}
