/** What a definition is planned and built for: chosen on the plan's page, else what it is locked for, else what its base image suggests. */
import { suggestDistro } from "../../ee/target.ts";
import { useOption } from "../location.ts";
import { useDistros } from "../queries/composer.ts";

export type ChosenTarget = {
    /** The composer's name of the distribution; null while it is not known. */
    distro: string | null;
    distros: readonly string[];
    choose: (distro: string) => void;
    error: Error | null;
};

/** @param locked What its plan is locked for; null where nothing is. */
export function useTarget(baseImage: string, locked: string | null): ChosenTarget {
    const { data: distros = [], error } = useDistros();
    const [chosen, choose] = useOption("distro");
    const distro = distros.includes(chosen)
        ? chosen
        : locked !== null && distros.includes(locked)
          ? locked
          : suggestDistro(baseImage || null, distros);
    return { distro: distros.length === 0 ? null : distro, distros, choose, error };
}
