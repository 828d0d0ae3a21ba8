/**
 * Where gpg has the key that signs content RPMs: a workshop that nobody but its keeper may enter, for as long as it is.
 *
 * A program copies the key into it, so that it never comes here. What an author or a server wrote never comes into that
 * box, but for the finished RPM.
 */
import { type Workshop, withWorkshop } from "../host/confined.ts";
import { type Host, HostError, unlessMissing } from "../host/host.ts";
import { confinedPrograms } from "../host/programs.ts";
import { _, format } from "../language.ts";
import { clearOld } from "./shelf.ts";

/** Where gpg has the key: what it told when it took it from the administrator's file. */
export type SigningRoom = { workshop: Workshop; file: string; listing: string; signal: AbortSignal | undefined };

export const signingKeyFile = (state: string): string => `${state}/signing/key.asc`;

/** In the workshop: what the administrator's file is called. */
const KEY = "key.asc";
/** Settings of all programs of GnuPG, of which there are none. */
const COMMON = "home/.gnupg/common.conf";

/** Nothing is done for so long in a workshop: what is older was left. */
const MINUTES = 60;

/** Nobody but its keeper enters the workshop, whatever the permissions in it. */
export const unattended = ["--batch", "--no-tty", "--no-permission-warning", "--pinentry-mode=error"];

export const GPG = ["gpg", ...unattended, "--status-fd=1"];

/**
 * Do `work` where gpg has the key that is there, and has told of it. Throws HostError.
 *
 * @param places Files that there have to be, empty; one that ends in "/" is a directory.
 */
export async function withSigningKey<Result>(
    host: Host,
    state: string,
    places: readonly string[],
    work: (room: SigningRoom) => Promise<Result>,
    signal?: AbortSignal,
): Promise<Result> {
    const file = signingKeyFile(state);
    const open = async (workshop: Workshop) => {
        await workshop.bring(file, KEY).catch(unlessClosed(file));
        const argv = [...GPG, "--with-colons", "--import-options=import-show", "--import", `/workshop/${KEY}`];
        const listing = await runSigning(workshop, argv, signal).catch((error: unknown) => {
            if (error instanceof HostError && /no valid OpenPGP data/.test(error.detail)) return "";
            throw error;
        });
        return work({ workshop, file, listing, signal });
    };
    await clearWorkshops(host, state);
    // Else gpg may keep keys by another daemon, whose lock stays when the box ends.
    const inputs = new Map([COMMON, ...places].map(path => [path, ""]));
    return withWorkshop(host, `${state}/cache/work`, inputs, open, { isClosed: true });
}

/** Clear away what a page that was closed in the middle has left: its workshop, key and all. Another member's is his to clear. */
export async function clearWorkshops(host: Host, state: string): Promise<void> {
    await clearOld(host, `${state}/cache/work`, MINUTES).catch(unlessMissing);
}

/** Run a program of the box that has the key. One that is not installed is told as such. */
export const runSigning = (workshop: Workshop, argv: readonly string[], signal?: AbortSignal): Promise<string> =>
    workshop.run(argv, { signal, maxBytes: 4 * 1024 * 1024 }).then(
        output => new TextDecoder().decode(output),
        (error: unknown) => {
            throw error instanceof HostError ? unlessInstalled(error, argv[0] ?? "") : error;
        },
    );

/** As `env` says of a program that is not there, and gpg of the one that it needs. */
function unlessInstalled(error: HostError, program: string): HostError {
    const [debian, fedora] = /probably not installed|failed to start (?:gpg-)?agent/.test(error.detail)
        ? ["gpg-agent", "gnupg2"]
        : error.status === 127 && Object.hasOwn(confinedPrograms, program)
          ? Object.values(confinedPrograms[program as keyof typeof confinedPrograms])
          : [];
    if (debian === undefined) return error;
    const names = [...new Set([debian, fedora])].join(", ");
    const text = _("$0, which signs the content RPM, is not installed. The package that brings it: $1");
    return new HostError("failed", format(text, debian === "gpg-agent" ? debian : program, names), error.detail);
}

export const unlessClosed =
    (file: string) =>
    (error: unknown): never => {
        if (!(error instanceof HostError) || !error.detail.includes("Permission denied")) throw error;
        const text = _(
            "Content RPMs are signed on this machine, and you may not read the key: $0. Let the group weldr read it.",
        );
        throw new HostError("failed", format(text, file), error.detail);
    };
