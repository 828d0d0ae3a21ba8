/** What names something in a directory of the root, or in /usr/local, has to lead to where it lies in a commit. Pure. */
import { isOwnRoot } from "../ee/step-root.ts";
import type { Variable } from "./effect-environment.ts";
import { isWithin, type Node } from "./effect-nodes.ts";
import { inUsr, ROOT } from "./effect-place.ts";

/** Lead links of these, and variables, to what of these lies elsewhere; what is the machine's own stays as it is. */
export function leadToRoot(nodes: Map<string, Node>, variables: Map<string, Variable>): void {
    const moved = [...nodes.keys()].flatMap(path => (path.startsWith(`${ROOT}/`) ? [path.slice(ROOT.length)] : []));
    if (moved.length === 0) return;
    const isMoved = (path: string) => moved.some(each => isWithin(each, path) || isWithin(path, each));
    const lead = (path: string) => (isOwnRoot(path) && isMoved(path.replace(/\/+$/, "")) ? `${ROOT}${path}` : path);
    for (const [name, { value }] of variables)
        variables.set(name, { name, value: value.split(":").map(lead).join(":") });
    for (const [path, node] of nodes)
        if (node.inside.kind === "link")
            nodes.set(path, { ...node, inside: { ...node.inside, target: lead(node.inside.target) } });
}

/** The same of variables for what the author put into a directory of its own in /usr/local, and what lies in /usr. */
export function leadToUsr(nodes: ReadonlyMap<string, Node>, variables: Map<string, Variable>): void {
    const own = [...nodes.values()].flatMap(({ effect, inside }) =>
        "path" in effect && /^\/usr\/local(?:\/|$)/.test(effect.path)
            ? [{ path: inUsr(`${effect.path}/`), inside }]
            : [],
    );
    if (own.length === 0) return;
    const isThere = (path: string) =>
        own.some(
            ({ path: each, inside }) => each.startsWith(path) || (path.startsWith(each) && inside.kind === "unpacked"),
        );
    const lead = (part: string) => {
        const path = inUsr(part);
        // Where programs are is in every PATH, once for the system and once for the machine; and /usr/etc is nobody's.
        const isOwn = path !== part && !/^\/usr\/(?:s?bin\/?|etc(?:\/.*)?)?$/.test(path);
        return isOwn && isThere(`${path.replace(/\/+$/, "")}/`) ? path : part;
    };
    for (const [name, { value }] of variables)
        if (/^[/$]/.test(value)) variables.set(name, { name, value: value.split(":").map(lead).join(":") });
}
