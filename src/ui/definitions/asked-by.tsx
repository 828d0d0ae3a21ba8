/** Who asks for a requirement: a place in a file is a link to it, a collection is its name. */
import { _ } from "../../language.ts";
import { hrefTo, pathTo } from "../location.ts";
import { parsePlace } from "./plan-rows.ts";

type AskedByProps = {
    definition: string;
    /** The definition's own file. */
    main: string;
    askedBy: readonly string[];
};

export const AskedBy = ({ definition, main, askedBy }: AskedByProps) =>
    askedBy.map((asker, index) => {
        const href = placeHref(definition, main, asker);
        return (
            <span key={asker}>
                {index > 0 && _(", ")}
                {href ? <a href={href}>{asker}</a> : <bdi>{asker}</bdi>}
            </span>
        );
    });

/** Address of the place that asks; null where it is a collection. */
export function placeHref(definition: string, main: string, asker: string): string | null {
    const place = parsePlace(asker, main);
    if (!place) return null;
    const file: Record<string, string> = place.file === main ? {} : { file: place.file };
    return hrefTo(pathTo.definition(definition), { ...file, line: String(place.line) });
}
