/**
 * What the rest of the project needs of whatever composes: today osbuild-composer's socket (`weldr.ts`).
 *
 * Every function throws HostError: "not-found" (no socket), "access-denied", "refused", "timeout", "garbled", or
 * "failed" with the composer's own words as message and its raw answer as detail.
 */
import type { Blueprint } from "./blueprint.ts";
import type { Compose } from "./compose.ts";
import type { Source } from "./source.ts";

export type Composer = {
    /** What answers, e.g. "osbuild-composer" or "cockpit-ee local composer". */
    status(signal?: AbortSignal): Promise<{ backend: string; build: string }>;
    /** Names of distributions, sorted. */
    listDistros(): Promise<string[]>;
    /** Image types of a distribution as the server names them, e.g. "edge-commit". */
    listImageTypes(distro: string): Promise<string[]>;
    /** Resolve package specs as dnf does. What is missing is told apart from what conflicts. */
    depsolve(specs: readonly string[], distro: string, signal?: AbortSignal): Promise<Depsolved>;
    /** Names of packages, sorted, by patterns in which "*" stands for anything; so many of all that there are. */
    listPackages(
        patterns: readonly string[],
        distro: string,
        most: number,
        signal?: AbortSignal,
    ): Promise<{ names: string[]; total: number }>;
    /** What the sources say of packages by name; those they do not know are missing from the answer. */
    describePackages(names: readonly string[], distro: string, signal?: AbortSignal): Promise<PackageDescription[]>;
    pushSource(source: Source): Promise<void>;
    /** Whether the packages of a source are checked with its key: not every server keeps one. */
    checksSource(source: Source): Promise<boolean>;
    /** Forget a source; nothing happens when there is none. */
    deleteSource(id: string): Promise<void>;
    pushBlueprint(blueprint: Blueprint): Promise<void>;
    /** The stored blueprint, or null. */
    readBlueprint(name: string): Promise<Blueprint | null>;
    deleteBlueprint(name: string): Promise<void>;
    /** Start a compose of a stored blueprint; resolves with its id. Resolves packages first, which can take minutes. */
    startCompose(request: ComposeRequest): Promise<string>;
    /** All composes, newest first. Reads every job file of the server: ask rarely. */
    listComposes(): Promise<Compose[]>;
    /** These composes, in one request; those the server does not know are missing from the answer. */
    readComposes(ids: readonly string[]): Promise<Compose[]>;
    /** The log as far as there is one; null while the composer has none to give. */
    readLog(id: string): Promise<string | null>;
    cancelCompose(id: string): Promise<void>;
    deleteCompose(id: string): Promise<void>;
    /** argv of a program that writes the image of a finished compose to a file on the host; it never goes through the page. */
    downloadCommand(id: string, file: string): string[];
};

export type Depsolved =
    | { state: "resolved"; packages: Package[] }
    /** These specs are unknown to every source. */
    | { state: "missing"; specs: string[]; message: string }
    /** dnf's own explanation. */
    | { state: "conflict"; message: string };

/** A package as the composer resolves it. */
export type Package = { name: string; epoch: number; version: string; release: string; arch: string };

/** All builds of a package that the sources have: versions as "2.28.1-1", the newest first. */
export type PackageDescription = { name: string; summary: string; versions: string[] };

export type ComposeRequest = {
    blueprint: string;
    imageType: string;
    /** Null: the image type's default ref. */
    ref: string | null;
    /** A ref at `url`. */
    parent: string | null;
    url: string | null;
};
