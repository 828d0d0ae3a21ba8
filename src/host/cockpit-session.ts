/** What the page asks Cockpit for besides the machine: who is there, where they are, and what they may do. */
import cockpit from "cockpit";
import * as z from "zod/mini";

import type { Catalogue } from "../language.ts";
import { actors, succeeds } from "./cockpit-rights.ts";
import { HostError } from "./host.ts";

/** A value that changes by itself; `get` answers the same until it has changed. */
type Live<T> = { get: () => T; subscribe: (changed: () => void) => () => void };

const path = z.string().check(z.startsWith("/"));
const configSchema = z.object({ socket: path, state: path });

/** Paths of the composer's socket and of the state directory, from manifest.json and the administrator's override of it. */
export const readConfig = () => configSchema.parse(cockpit.manifests["cockpit-ee"]?.config);

/** Name and home directory of the user who is logged in. */
export async function readUser(): Promise<{ user: string; home: string }> {
    const { name, home } = await cockpit.user();
    return { user: name, home };
}

export const catalogue: Catalogue = { gettext: cockpit.gettext, ngettext: cockpit.ngettext };

const permission = cockpit.permission({ admin: true });

/** Whether administrative access is on; null while not known. */
export const administrator: Live<boolean | null> = {
    get: () => permission.allowed,
    subscribe(changed) {
        permission.addEventListener("changed", changed);
        return () => permission.removeEventListener("changed", changed);
    },
};

type Place = { path: string[]; options: Record<string, string> };

const readPlace = (): Place => {
    const { path, options } = cockpit.location;
    const single = Object.entries(options).map(([name, value]) => [
        name,
        typeof value === "string" ? value : (value.at(-1) ?? ""),
    ]);
    return { path, options: Object.fromEntries(single) };
};

let here = readPlace();
cockpit.addEventListener("locationchanged", () => {
    here = readPlace();
});

/** Where the user is in these pages. */
export const place: Live<Place> = {
    get: () => here,
    subscribe(changed) {
        cockpit.addEventListener("locationchanged", changed);
        return () => cockpit.removeEventListener("locationchanged", changed);
    },
};

/** Go somewhere in these pages; `replace` leaves no step to come back to. */
export function go(path: string[], options: Record<string, string> = {}, how: "push" | "replace" = "push"): void {
    if (how === "push") cockpit.location.go(path, options);
    else cockpit.location.replace(path, options);
}

/** Open another page of Cockpit, e.g. "/system/services#/osbuild-composer.socket". */
export const jump = (address: string): void => cockpit.jump(address);

/** Call back now and whenever the user comes to these pages or leaves them for others of the shell. Answers how to stop. */
export function watchVisibility(changed: (visible: boolean) => void): () => void {
    const update = () => changed(!cockpit.hidden);
    update();
    cockpit.addEventListener("visibilitychange", update);
    return () => cockpit.removeEventListener("visibilitychange", update);
}

/** What the shell shows beside these pages' name; null clears it. */
export const showStatus = (status: { type: "info" | "warning" | "error"; title: string } | null): void =>
    cockpit.transport.control("notify", { page_status: status });

/**
 * Save a file of the host, or text or bytes of the page, on the user's own machine. A file goes from the bridge to the browser's
 * download without passing through the page. Throws "not-found" where the keeper of `state` cannot read it.
 */
export async function download(
    state: string,
    what: { path: string } | { text: string } | { bytes: Uint8Array },
    name: string,
): Promise<void> {
    if (!("path" in what)) {
        const blob =
            "text" in what
                ? new Blob([what.text], { type: "text/plain" })
                : new Blob([what.bytes.slice()], { type: "application/octet-stream" });
        const address = URL.createObjectURL(blob);
        follow(address, name);
        return URL.revokeObjectURL(address);
    }
    const { superuser, prefix } = await actors(state)("keeper");
    // The bridge would save an empty file.
    if (!(await succeeds([...prefix, "test", "-r", what.path], superuser)))
        throw new HostError("not-found", `${what.path} cannot be read`);
    const channel = {
        payload: "stream",
        binary: "raw",
        spawn: [...prefix, "cat", "--", what.path],
        ...(superuser && { superuser }),
        external: {
            "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
            "content-type": "application/octet-stream",
        },
    };
    follow(`/cockpit/channel/${cockpit.transport.csrf_token}?${btoa(inAscii(JSON.stringify(channel)))}`, name);
}

const inAscii = (json: string): string =>
    json.replace(/[^\x20-\x7e]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

function follow(address: string, name: string): void {
    const link = document.createElement("a");
    link.href = address;
    link.download = name;
    link.click();
}
