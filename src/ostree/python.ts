/** The Python distributions of a commit, told by the names of the directories that pip, rpm and dpkg leave for them. */
import { isInImage } from "./images.ts";
import { inert } from "./inert.ts";

export type Distribution = {
    /** Normalised (PEP 503): "pyyaml", "ansible-core". */
    name: string;
    /** Null where the directory's name has none. */
    version: string | null;
    /** Where it is installed, e.g. "/usr/lib/python3.11/site-packages". */
    directory: string;
};

const metadata = /^(.*\/(?:site|dist)-packages)\/([^/]+)\.(?:dist-info|egg-info)$/s;

/** Every distribution that stands right below a directory Python looks into, sorted by name. */
export const findDistributions = (paths: Iterable<string>): Distribution[] =>
    [...paths]
        .flatMap(path => {
            const [, directory, label] = (!isInImage(path) && metadata.exec(path)) || [];
            return directory && label ? [{ ...parseLabel(label), directory: inert(directory, 4096) }] : [];
        })
        .filter(isWhole)
        .sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0));

/** A directory without a version says nothing beside one of the same distribution that has it. */
const isWhole = ({ name, version, directory }: Distribution, _index: number, all: readonly Distribution[]): boolean =>
    version !== null ||
    !all.some(other => other.name === name && other.directory === directory && other.version !== null);

/** "ansible_core-2.14.18", "distro-1.8.0-py3.11" or "six". Dashes within its parts are written as underscores there. */
function parseLabel(label: string): Pick<Distribution, "name" | "version"> {
    const [name = "", version] = label.split("-");
    return {
        name: inert(name.toLowerCase().replace(/[-_.]+/g, "-"), 255),
        version: version ? inert(version, 255) : null,
    };
}
