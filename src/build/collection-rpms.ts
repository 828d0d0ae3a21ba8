/** Collections that their author wants by RPM, where the distribution has packaged them. */
import { isCollectionName } from "../ee/galaxy.ts";
import type { Requirement } from "../ee/requirement.ts";
import { _, format } from "../language.ts";
import type { PlannedRequirement } from "./plan.ts";
import type { Ask } from "./resolve.ts";

const CLAUSE = /^(!=|==|>=|<=|=|>|<)?\s*v?(\d[\w.+-]*)$/;

/** By the capability that Fedora's packages of collections have: `ansible-collection(community.general) = 9.0.0`. */
export function askCollection(requirement: Requirement): Ask | PlannedRequirement {
    const { name, wanted } = requirement;
    const clauses = wanted
        .split(",")
        .map(clause => clause.trim())
        .filter(clause => clause !== "" && clause !== "*")
        .map(clause => CLAUSE.exec(clause));
    if (!isCollectionName(name) || clauses.includes(null))
        return {
            ...requirement,
            ...{ carrier: null, fidelity: "left-over", satisfiedBy: null },
            note: format(_("No RPM can be asked for $0: it takes a name and numbers of versions."), requirement.text),
        };
    const loose = `ansible-collection(${name})`;
    const bounds = clauses.flatMap(clause => {
        const [, operator = "==", version = ""] = clause ?? [];
        // A pre-release is older than its release, which RPM says by a tilde.
        const own = version.replace(/\+.*/, "").replace("-", "~");
        return operator === "!=" ? [] : [`${loose} ${operator === "==" ? "=" : operator} ${own}`];
    });
    const [first = loose, ...more] = bounds;
    const excluded = clauses.flatMap(clause => (clause?.[1] === "!=" ? [`!=${clause[2]}`] : []));
    return {
        requirement,
        spec: more.length > 0 ? `(${[first, ...more].join(" with ")})` : first,
        loose,
        candidates: [`ansible-collection-${name}`],
        verify: excluded.length > 0 ? excluded.join(",") : null,
        note: null,
    };
}

/** Both ways at once would be the same files twice, over which a compose fails. */
export const refuseTwice = (row: PlannedRequirement, fetched: readonly { name: string }[]): PlannedRequirement =>
    row.carrier === "blueprint" && fetched.some(({ name }) => name === row.name)
        ? {
              ...row,
              ...{ carrier: null, fidelity: "conflict", satisfiedBy: null },
              note: format(
                  _("Another collection brings $0 with the content, and $1 would bring the same files."),
                  row.name,
                  row.satisfiedBy ?? _("its RPM"),
              ),
          }
        : row;
