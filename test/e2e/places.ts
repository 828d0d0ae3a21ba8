/** The addresses of all pages, on a machine with the sample on it. */
import { expect, type Page } from "@playwright/test";

import type { Sample } from "./sample.ts";

export type Place = {
    /** What follows "#/". */
    path: string;
    heading: string;
    /** A text that is there when the page has what it asked for. */
    shows: string;
};

export function listPlaces({ name, ref, first, second, failed }: Sample): Place[] {
    const commit = `commits/${second.checksum}`;
    const compare = `compare/${first.checksum}/${second.checksum}`;
    const pages: Record<string, Record<string, string>> = {
        "Execution environments": { "?q=samp": ref },
        [name]: {
            [`definitions/${name}`]: "accepts this file",
            [`definitions/${name}/plan`]: "Ready to build:",
            [`definitions/${name}/builds`]: "Failed",
            [`definitions/${name}/versions`]: "As it is now",
        },
        Builds: { builds: "Failed" },
        [`Build of ${name}`]: {
            [`builds/${second.id}`]: second.composeId ?? "",
            [`builds/${failed.id}`]: "Two packages bring the same file",
        },
        Repository: { repository: ref },
        [`Commit ${second.checksum.slice(0, 12)}`]: {
            [commit]: second.checksum,
            [`${commit}/rpms`]: "clash-a",
            [`${commit}/collections`]: "No collections in this commit.",
            [`${commit}/python`]: "No Python distributions in this commit.",
            [`${commit}/files`]: "usr",
            [`commits/${encodeURIComponent(ref)}`]: second.checksum,
        },
        "Compare commits": { [compare]: "clash-a", [`${compare}/files`]: "/usr/share/clash" },
    };
    return Object.entries(pages).flatMap(([heading, paths]) =>
        Object.entries(paths).map(([path, shows]) => ({ path, heading, shows })),
    );
}

/** Go there as somebody does who types the address. */
export const goTo = (page: Page, path: string) => page.goto(page.url().replace(/#.*/, `#/${path}`));

/** Resolves when that page is shown, with what it asked for. */
export async function arrive(page: Page, { path, heading, shows }: Place): Promise<void> {
    await expect(page.getByRole("heading", { name: heading, level: 1 })).toBeVisible();
    await expect(page.getByRole("main").getByText(shows).filter({ visible: true }).first()).toBeVisible();
    expect(page.url()).toContain(`#/${path}`);
}
