/** Names of container images as registries and osbuild-composer take them: "quay.io/acme/ee:1.0", "…/ee@sha256:…". */
import { _, format } from "../language.ts";

export type ImageReference = {
    /** "quay.io", "registry.example.com:5000". */
    registry: string;
    /** "acme/ee" */
    path: string;
    tag: string | null;
    /** "sha256:" and 64 digits. */
    digest: string | null;
};

/** Longest that is looked at, in UTF-16 units: 255 of a name, and the longest tag or digest. */
const LONGEST = 400;
const LONGEST_NAME = 255;

/**
 * Authority: the grammar of github.com/distribution/reference, and the docker transport of containers/image, which takes
 * no tag beside a digest. Stricter than both: the registry has to be named, since a name without one would be looked for
 * on docker.io, whoever has it there.
 */
export function parseImageReference(text: string): ImageReference | { problem: string } {
    if (text.length > LONGEST) return { problem: _("That is longer than the name of an image may be.") };
    const [, rest = "", digest = null] = /^([^@]*)(?:@(.*))?$/s.exec(text) ?? [];
    if (digest !== null && !/^sha256:[0-9a-f]{64}$/.test(digest))
        return { problem: format(_("$0 is no digest: sha256: and 64 hexadecimal digits."), digest) };
    const slash = rest.indexOf("/");
    const registry = slash < 0 ? "" : rest.slice(0, slash);
    // A colon behind the last slash is a tag's; one before it, a port's.
    const [, path = "", tag = null] = /^([^:]*)(?::(.*))?$/s.exec(rest.slice(slash + 1)) ?? [];
    if (!/[.:]/.test(registry) && registry !== "localhost") {
        if (!isPath(rest.replace(/:[^:/]*$/, ""))) return { problem: noImage(text) };
        return { problem: format(_("Name the registry of $0 too, as in registry.example.com/$0."), rest) };
    }
    if (!isRegistry(registry) || !isPath(path) || registry.length + path.length >= LONGEST_NAME)
        return { problem: noImage(text) };
    if (tag !== null && !/^\w[\w.-]{0,127}$/.test(tag)) return { problem: format(_("$0 is no tag of an image."), tag) };
    if (tag !== null && digest !== null)
        return { problem: _("The composer takes a tag or a digest, not both. The digest alone says more.") };
    if (registry === "localhost")
        return {
            problem: _(
                "That is in the storage of one machine, where the composer does not look. Push the image to a registry.",
            ),
        };
    return { registry, path, tag, digest };
}

/** What is wrong with the name of an image, or null. */
export function checkImageReference(text: string): string | null {
    const parsed = parseImageReference(text);
    return "problem" in parsed ? parsed.problem : null;
}

const noImage = (text: string): string =>
    format(_("$0 is no image in a registry, such as registry.example.com/team/ee:1.0."), text);

const isRegistry = (text: string): boolean =>
    /^(?:\[[0-9a-fA-F:]{2,39}\]|[a-zA-Z0-9]+(?:[.-]+[a-zA-Z0-9]+)*)(?::\d{1,5})?$/.test(text);

const isPath = (text: string): boolean =>
    text.split("/").every(part => /^[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*$/.test(part));
