/** The build dialog's fields, and the questions whose answers make its pre-flight. */
import { useMemo, useState } from "react";
import type { BuildTop } from "../../build/parent.ts";
import type { BuildRecord } from "../../build/record.ts";
import { checkDefinition } from "../../ee/check.ts";
import type { LockedParent } from "../../ee/lock-file.ts";
import { suggestDistro } from "../../ee/target.ts";
import { _ } from "../../language.ts";
import { useDelayed } from "../definitions/use-delayed.ts";
import { useArchitecture, useImageTypes } from "../queries/builds.ts";
import { useRefs } from "../queries/commits.ts";
import { useComposerState, useDistros } from "../queries/composer.ts";
import { useMayChange } from "../queries/definitions.ts";
import { useLockedPlan, usePlan } from "../queries/plan.ts";
import { useParent, useSigningKey } from "../queries/running-build.ts";
import { type BuildForm, emptyForm, fillForm } from "./build-form.ts";
import { commitTypes } from "./image-type.tsx";
import { listPreflight } from "./preflight.ts";

/** A remote is asked only when its address has stood still for so many milliseconds. */
const REST_MS = 500;

/**
 * @param again The build that is to be made again exactly; null: what the files say is taken.
 * @param target The distribution that their plan is locked for; null where it is not.
 * @param lockedParent The commit that is locked to build on; null where none is, or it does not count.
 */
export function useBuildForm(
    name: string,
    files: ReadonlyMap<string, string>,
    again: BuildRecord | null,
    target: string | null,
    lockedParent: LockedParent | null,
) {
    const [form, setForm] = useState<BuildForm>(emptyForm);
    const check = useMemo(() => checkDefinition(files), [files]);
    const composer = useComposerState();
    const distros = useDistros();
    const refs = useRefs();
    const arch = useArchitecture();
    const mayChange = useMayChange();
    const signingKey = useSigningKey(mayChange === true);

    const image = check.definition?.images?.base_image?.name ?? null;
    const distro =
        form.distro ??
        again?.distro ??
        distros.data?.find(each => each === target) ??
        (distros.data ? suggestDistro(image, distros.data) : undefined);
    const types = useImageTypes(distro ?? "");
    const lock = again?.checksum ?? null;
    const newest = usePlan(name, files, distro ?? null, lock === null);
    const locked = useLockedPlan(name, files, distro ?? null, lock);
    const plan = lock === null ? newest : locked;

    const choices = {
        distros: distros.data,
        types: types.data && commitTypes(types.data),
        refs: refs.data?.map(({ ref }) => ref),
    };
    const tips = new Map(refs.data?.map(({ ref, checksum }) => [ref, checksum]));
    const known = {
        name,
        distro,
        arch: arch.data,
        types: choices.types,
        refs: choices.refs,
        tips,
        again,
        lockedParent,
    };
    const filled = fillForm(form, known);
    const { buildTop, top } = filled;
    const settled = useDelayed(form, REST_MS);
    const asked = fillForm(settled, known).buildTop;
    const parent = useParent(asked?.kind === "nothing" ? null : asked);
    const answer = { ...parent, isFetching: parent.isFetching || settled !== form };

    const lines = listPreflight({
        composer: composer.data,
        denied:
            mayChange === false
                ? _("Only administrators and members of the group weldr may build.")
                : mayChange
                  ? null
                  : undefined,
        findings: check.findings,
        plan,
        isLocked: lock !== null,
        signingKey,
        refProblem: filled.refProblem,
        breaksHistory: filled.breaksHistory,
        type: filled.type || undefined,
        withoutType: choices.types?.length === 0 ? filled.distro : null,
        lockedParent: lockedParent?.checksum ?? null,
        parent: top === "nothing" ? null : { name: buildTop ? nameOf(buildTop) : "", answer },
    });

    return {
        filled,
        choices,
        lines,
        change: (changed: Partial<BuildForm>) => setForm({ ...form, ...changed }),
        checkAgain: () => {
            for (const question of [composer, distros, refs, types, plan, parent, signingKey]) void question.refetch();
        },
    };
}

const nameOf = (top: BuildTop): string =>
    top.kind === "commit" ? top.checksum.slice(0, 12) : top.kind === "nothing" ? "" : top.ref;
