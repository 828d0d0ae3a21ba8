/** What scenes and the list of what is left out have to agree on. */
import type { Recording } from "./recording.ts";

/** Customizations that the real one keeps and this one lets vanish. */
export const notApplied =
    /^cz-info-(fdo|firewall|group$|ignition|installation|locale|services|sshkey|timezone|user|t-simpl-|t-simpl$)/;

/** Whether the blueprint of a customization's recordings is for a distribution of ours. */
export function isOffered(recordings: ReadonlyMap<string, Recording>, name: string): boolean {
    const pushed = recordings.get(name.replace(/^cz-(info|compose)-/, "cz-new-"))?.request.body;
    return !/"distro":"(rhel|centos-8|fedora-38)/.test(JSON.stringify(pushed ?? ""));
}
