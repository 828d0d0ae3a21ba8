/** What a commit was made of, to the byte: what a build has to bring to bring the same again. Pure. */
import * as z from "zod/mini";

import { blueprintSchema } from "../osbuild/blueprint.ts";
import type { Package as Resolved } from "../osbuild/composer.ts";
import type { EmbeddedImage } from "../ostree/images.ts";
import type { Package } from "../ostree/packages.ts";
import type { Told } from "./told.ts";

const digest = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const commit = z.string().check(z.regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/));
const most = 20_000;

/** `lock.json`, as `packing.ts` writes it. */
const lockSchema = z.object({
    collections: z
        .array(
            z.object({
                ...{ name: z.string(), version: z.string(), digest },
                ...{ sha256: z.nullable(digest), source: z.nullable(z.string()) },
            }),
        )
        .check(z.maxLength(most)),
    roles: z.array(z.object({ name: z.string(), version: z.string(), digest })).check(z.maxLength(most)),
    wheels: z
        .array(
            z.object({
                ...{ name: z.string(), version: z.string(), file: z.string(), sha256: digest, source: z.string() },
                /** Those that are made; before any were, this was not told. */
                commands: z._default(z.array(z.string()).check(z.maxLength(most)), []),
            }),
        )
        .check(z.maxLength(most)),
    /** The Python that wheels and steps are for; before it was kept, it was guessed from the RPMs of the commit. */
    interpreter: z.optional(
        z.object({
            python: z.string().check(z.regex(/^3\.\d+$/)),
            release: z.nullable(z.string().check(z.regex(/^3\.\d+\.\d+$/))),
            dist: z.string().check(z.regex(/^python3(?:\.\d+)?dist$/)),
            prefix: z.string().check(z.regex(/^python3(?:\.\d+)?$/)),
            arch: z.nullable(z.string().check(z.regex(/^\w+$/))),
            glibc: z.nullable(z.int().check(z.minimum(0))),
            sitePackages: z.string().check(z.regex(/^\/usr\/lib\/python3(?:\.\d+)?\/(?:site|dist)-packages$/)),
        }),
    ),
    files: z.array(z.object({ path: z.string(), url: z.string(), sha256: digest })).check(z.maxLength(most)),
    clones: z._default(
        z
            .array(z.object({ ...{ path: z.string(), url: z.string(), member: z.string() }, commit }))
            .check(z.maxLength(most)),
        [],
    ),
    /** What of the blueprint is no package. */
    blueprint: z.omit(blueprintSchema, {
        ...{ name: true, description: true, version: true, distro: true },
        ...{ packages: true, modules: true, groups: true },
    }),
});

export type LockFile = z.infer<typeof lockSchema>;

/** Who tells it: a commit; or, where that is null, an author on a day ("2026-11-27"). */
export type Origin = { checksum: string | null; on?: string };

export type LockedRpm = Pick<Package, "name" | "epoch" | "version" | "release" | "arch">;

/** All of it as the commit itself tells it, or the file of what an author locked. */
export type Lock = LockFile &
    Origin & {
        parent: string | null;
        /** Every RPM of the commit but the content RPM; of a plan those that its blueprint brings. */
        rpms: LockedRpm[];
        /** The images that it embeds; not looked for where the blueprint has none. */
        images: EmbeddedImage[];
        /** The content RPM. */
        content: { name: string; version: string };
        plan: NonNullable<Told["plan"]>;
        /** What lies below /usr/share/ee/NAME, by path relative to it: definition, plan and lock. */
        about: ReadonlyMap<string, string>;
    };

/** Null for what is no lock, or one that was written before this could be read from it. */
export function parseLock(text: string): LockFile | null {
    try {
        return lockSchema.parse(JSON.parse(text));
    } catch {
        return null;
    }
}

/** As the composer tells it. */
export const lockedRpm = ({ name, epoch, version, release, arch }: Resolved): LockedRpm => ({
    ...{ name, epoch: epoch === 0 ? null : String(epoch), version, release, arch },
});

/** As dnf writes it and the composer asks for it, behind the name: "0:3.2-1.x86_64". */
export const pinOf = ({ epoch, version, release, arch }: LockedRpm): string =>
    `${epoch ?? "0"}:${version}-${release}.${arch}`;

/** For people: "tmux-3.2-1.x86_64", the epoch only where there is one. */
export const rpmOf = ({ name, epoch, version, release, arch }: LockedRpm): string =>
    `${name}-${epoch === null || epoch === "0" ? "" : `${epoch}:`}${version}-${release}.${arch}`;

const PIN = /^([A-Za-z0-9_][\w.+-]*)-(\d+):([\w.+~^]+)-([\w.+~^]+)\.(\w+)$/;

/** "tmux-0:3.2-1.x86_64", as an author's lock has it and the composer is asked for it. */
export const pinnedRpm = (rpm: LockedRpm): string => `${rpm.name}-${pinOf(rpm)}`;

/** Null for what is none. */
export function parsePinnedRpm(text: string): LockedRpm | null {
    const [, name = "", epoch = "", version = "", release = "", arch = ""] = PIN.exec(text) ?? [];
    return name === "" ? null : { name, epoch: epoch === "0" ? null : epoch, version, release, arch };
}

/** RPMs of one list that the other has not, exactly. */
export function rpmsBeside(all: readonly LockedRpm[], others: readonly LockedRpm[]): LockedRpm[] {
    const known = new Set(others.map(rpmOf));
    return all.filter(rpm => !known.has(rpmOf(rpm)));
}

/** Files of a definition that are not as they were, sorted; one that is not there any more, or was not, among them. */
export function changedFiles({ about }: Pick<Lock, "about">, carried: ReadonlyMap<string, string>): string[] {
    const then = new Map(
        [...about].flatMap(([path, text]) => (path.startsWith(BELOW) ? [[path.slice(BELOW.length), text]] : [])),
    );
    return [...new Set([...then.keys(), ...carried.keys()])]
        .filter(path => then.get(path) !== carried.get(path))
        .sort();
}

const BELOW = "definition/";
