/** The addresses of the pages: one table for reading them and for writing them. */
import { useCallback, useSyncExternalStore } from "react";

import { type Place, useSession } from "./session.tsx";

export const definitionTabs = ["definition", "plan", "builds", "versions"] as const;
export type DefinitionTab = (typeof definitionTabs)[number];

export const commitTabs = ["overview", "rpms", "collections", "python", "files"] as const;
export type CommitTab = (typeof commitTabs)[number];

export const compareTabs = ["rpms", "collections", "python", "files"] as const;
export type CompareTab = (typeof compareTabs)[number];

export type Route =
    | { page: "definitions" }
    /** `dialog`: the build dialog is open over the plan. */
    | { page: "definition"; name: string; tab: DefinitionTab; dialog: boolean }
    | { page: "builds" }
    | { page: "build"; id: string }
    | { page: "repository" }
    | { page: "commit"; revision: string; tab: CommitTab }
    | { page: "compare"; from: string; to: string; tab: CompareTab }
    | { page: "unknown" };

const UNKNOWN: Route = { page: "unknown" };

/** What an address asks for; anything else is "unknown". */
export function parseRoute(path: readonly string[]): Route {
    const [room, first, second, third] = path;
    if (path.length > 4) return UNKNOWN;
    if (room === undefined || (room === "definitions" && first === undefined)) return { page: "definitions" };
    if (room === "definitions" && first !== undefined && third === undefined) {
        if (second === "build") return { page: "definition", name: first, tab: "plan", dialog: true };
        const tab = tabOf(definitionTabs, second);
        return tab ? { page: "definition", name: first, tab, dialog: false } : UNKNOWN;
    }
    if (room === "builds" && second === undefined)
        return first === undefined ? { page: "builds" } : { page: "build", id: first };
    if (room === "repository" && first === undefined) return { page: "repository" };
    if (room === "commits" && first !== undefined && third === undefined) {
        const tab = tabOf(commitTabs, second);
        return tab ? { page: "commit", revision: first, tab } : UNKNOWN;
    }
    if (room === "compare" && first !== undefined && second !== undefined) {
        const tab = tabOf(compareTabs, third);
        return tab ? { page: "compare", from: first, to: second, tab } : UNKNOWN;
    }
    return UNKNOWN;
}

/** The path of each page, as `go` takes it. The first tab of a page has no word of its own. */
export const pathTo = {
    definitions: (): string[] => [],
    definition: (name: string, tab: DefinitionTab | "build" = "definition"): string[] =>
        tab === "definition" ? ["definitions", name] : ["definitions", name, tab],
    builds: (): string[] => ["builds"],
    build: (id: string): string[] => ["builds", id],
    repository: (): string[] => ["repository"],
    commit: (revision: string, tab: CommitTab = "overview"): string[] =>
        tab === "overview" ? ["commits", revision] : ["commits", revision, tab],
    compare: (from: string, to: string, tab: CompareTab = "rpms"): string[] =>
        tab === "rpms" ? ["compare", from, to] : ["compare", from, to, tab],
};

/** An address for a link: `hrefTo(pathTo.build(id))` is "#/builds/0123456789abcdef". */
export function hrefTo(path: readonly string[], options: Record<string, string> = {}): string {
    const query = new URLSearchParams(options).toString();
    return `#/${path.map(encodeURIComponent).join("/")}${query && `?${query}`}`;
}

function tabOf<T extends string>(tabs: readonly [T, ...T[]], word: string | undefined): T | null {
    if (word === undefined) return tabs[0];
    return tabs.find((tab, index) => tab === word && index > 0) ?? null;
}

export function useLocation(): Place {
    const { place } = useSession();
    return useSyncExternalStore(place.subscribe, place.get);
}

/** One value behind the question mark: read, and written without a step to come back to; "" takes it away. */
export function useOption(name: string): [string, (value: string) => void] {
    const { path, options } = useLocation();
    const { go } = useSession();
    const set = useCallback(
        (value: string) => {
            const { [name]: _old, ...others } = options;
            go(path, value === "" ? others : { ...others, [name]: value }, "replace");
        },
        [path, options, go, name],
    );
    return [options[name] ?? "", set];
}
