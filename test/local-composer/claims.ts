/** What scenes and the list of what is left out have to agree on. */
import type { Recording } from "./recording.ts";

/** Customizations that the real one keeps and this one lets vanish. */
export const notApplied =
    /^cz-info-(fdo|firewall|ignition|installation|locale|services|sshkey|timezone|user$|user-noname|t-simpl-|t-simpl$)/;

/** Customizations that the recorded one does not know yet, and lets vanish; this one keeps them, as newer ones do. */
export const isNewer = /^cz-(info-(files(-usr)?|directories)|compose-files-usr)$/;

/** Whether the blueprint of a customization's recordings is for a distribution of ours. */
export function isOffered(recordings: ReadonlyMap<string, Recording>, name: string): boolean {
    const pushed = recordings.get(name.replace(/^cz-(info|compose)-/, "cz-new-"))?.request.body;
    return !/"distro":"(rhel|centos-8|fedora-38)/.test(JSON.stringify(pushed ?? ""));
}
