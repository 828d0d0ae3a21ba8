/** Which wheel of many: the newest version that is wanted and that the interpreter takes. */
import { rcompare, satisfies, valid } from "@renovatebot/pep440";

import { _, format } from "../language.ts";
import { otherTags, type WheelWish } from "./wheel-index.ts";
import { fits, parseWheelName, tagsOf, type WheelName, type WheelTarget } from "./wheel-name.ts";

/** One that is there; or why none of those of its name is; null when there is none of its name. */
export function chooseWheel(
    files: readonly string[],
    { name, specifier }: WheelWish,
    target: WheelTarget,
): WheelName | { reason: string } | null {
    const named = files.flatMap(file => {
        const wheel = parseWheelName(file);
        return wheel?.name === name && valid(wheel.version) !== null ? [wheel] : [];
    });
    if (named.length === 0) return null;
    const fitting = named.filter(wheel => fits(wheel, target));
    if (fitting.length === 0) return { reason: otherTags(named.map(tagsOf), target) };
    const wanted = wantedOf(fitting, specifier);
    const [best] = wanted.toSorted(
        (one, other) =>
            rcompare(one.version, other.version) ||
            Number(one.platforms.includes("any")) - Number(other.platforms.includes("any")) ||
            other.build.localeCompare(one.build, "en", { numeric: true }) ||
            (one.file < other.file ? -1 : 1),
    );
    const versions = [...new Set(fitting.map(({ version }) => version))].toSorted(rcompare);
    return best ?? { reason: format(_("the directory of wheels has $0"), versions.slice(0, 5).join(", ")) };
}

/** A pre-release is taken only where it is asked for, or nothing else is there. */
function wantedOf(wheels: readonly WheelName[], specifier: string): readonly WheelName[] {
    const isWanted = (prereleases: boolean) => (wheel: WheelName) =>
        satisfies(wheel.version, specifier, { prereleases });
    const releases = wheels.filter(wheel => !/(?:a|b|rc|dev)\d*/i.test(wheel.version.split("+")[0] ?? ""));
    const released = releases.filter(isWanted(true));
    return released.length > 0 ? released : wheels.filter(isWanted(true));
}
