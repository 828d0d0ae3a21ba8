/** What is filled in to start a build. Nothing is required that can be suggested, so every field may be left alone. */

import { topOfLocked } from "../../build/locked-parent.ts";
import { type BuildTop, topOf as topOfCommit } from "../../build/parent.ts";
import type { BuildRecord } from "../../build/record.ts";
import type { LockedParent } from "../../ee/lock-file.ts";
import { checkRef, isChecksum, isRemoteUrl, suggestRef } from "../../ostree/ref.ts";

/** Null: not touched, the suggestion stands. */
export type BuildForm = {
    distro: string | null;
    type: string | null;
    ref: string | null;
    top: BuildTop["kind"] | null;
    /** Tip of this ref of the machine's repository. */
    parentRef: string | null;
    /** Of a commit of the machine's repository. */
    checksum: string | null;
    url: string | null;
    remoteRef: string | null;
};

export const emptyForm: BuildForm = {
    distro: null,
    type: null,
    ref: null,
    top: null,
    parentRef: null,
    checksum: null,
    url: null,
    remoteRef: null,
};

/** What is known of the machine; undefined while it is not. */
export type Known = {
    name: string;
    distro: string | undefined;
    arch: string | undefined;
    /** Image types of the chosen distribution that make a commit. */
    types: readonly string[] | undefined;
    /** Refs of the machine's repository. */
    refs: readonly string[] | undefined;
    /** The commits that they name. */
    tips?: ReadonlyMap<string, string>;
    /** The build that is to be made again exactly; null: none is. */
    again?: Pick<BuildRecord, "distro" | "type" | "ref" | "parent" | "remote"> | null;
    /** The commit that is locked to build on; null: none is, or it does not count. */
    lockedParent?: LockedParent | null;
};

export type FilledForm = {
    distro: string;
    type: string;
    ref: string;
    top: BuildTop["kind"];
    parentRef: string;
    checksum: string;
    url: string;
    remoteRef: string;
    /** What is wrong with the ref, as a sentence; null when nothing is, undefined while none can be suggested yet. */
    refProblem: string | null | undefined;
    /** The ref has commits here already, and the build would not continue them. */
    breaksHistory: boolean;
    /** What to build on; null while its field is empty or wrong. */
    buildTop: BuildTop | null;
};

/** The form with suggestions where nothing was filled in; a ref that exists is continued, and what is made again is made alike. */
export function fillForm(form: BuildForm, known: Known): FilledForm {
    const { name, distro, arch, types = [], refs = [], tips, again = null, lockedParent = null } = known;
    const chosenDistro = form.distro ?? again?.distro ?? distro ?? "";
    const suggested =
        chosenDistro !== "" && arch !== undefined ? suggestRef({ definition: name, distro: chosenDistro, arch }) : "";
    const ref = (form.ref ?? again?.ref ?? suggested).trim();
    const type = form.type ?? again?.type ?? "";
    const parentRef = form.parentRef ?? (refs.includes(ref) ? ref : (refs[0] ?? ""));
    const continued = refs.includes(ref) ? "ref" : "nothing";
    const before = again ? topOfCommit(again) : lockedParent && topOfLocked(lockedParent);
    const remote = before?.kind === "remote" ? before : null;
    const top = form.top ?? before?.kind ?? continued;
    const checksum = (form.checksum ?? again?.parent ?? lockedParent?.checksum ?? "").trim();
    const filled = {
        distro: chosenDistro,
        type: types.includes(type) ? type : (types[0] ?? ""),
        ref,
        top,
        parentRef,
        checksum,
        url: (form.url ?? remote?.url ?? "").trim(),
        remoteRef: (form.remoteRef ?? remote?.ref ?? ref).trim(),
    };
    return {
        ...filled,
        refProblem: form.ref === null && ref === "" ? undefined : checkRef(ref),
        breaksHistory:
            refs.includes(ref) &&
            (top === "nothing" ||
                (top === "ref" && parentRef !== ref) ||
                (top === "commit" && tips?.get(ref) !== checksum)),
        // Whoever names a remote by hand takes what is there.
        buildTop: remote && [form.top, form.url, form.remoteRef].every(own => own === null) ? remote : topOf(filled),
    };
}

/** What is proposed to build on while nothing is filled in. */
export const proposedTop = (known: Pick<Known, "name" | "distro" | "arch" | "refs">): BuildTop =>
    fillForm(emptyForm, { ...known, types: [] }).buildTop ?? { kind: "nothing" };

function topOf({
    top,
    parentRef,
    checksum,
    url,
    remoteRef,
}: Pick<FilledForm, "top" | "parentRef" | "checksum" | "url" | "remoteRef">): BuildTop | null {
    if (top === "nothing") return { kind: "nothing" };
    if (top === "ref") return parentRef === "" ? null : { kind: "ref", ref: parentRef };
    if (top === "commit") return isChecksum(checksum) ? { kind: "commit", checksum } : null;
    return isRemoteUrl(url) && checkRef(remoteRef) === null ? { kind: "remote", url, ref: remoteRef } : null;
}
