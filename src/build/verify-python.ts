/** Python distributions in a commit: told by their metadata directories, for the interpreter that Ansible runs on. */
import { satisfies, valid } from "@renovatebot/pep440";

import { parseWheelName } from "../content/wheel-name.ts";
import { normalizeName, parseClauses, parsePythonRequirement } from "../ee/python.ts";
import { readWheelAddress } from "../ee/python-pins.ts";
import { _, format } from "../language.ts";
import type { Inventory } from "../ostree/inventory.ts";
import { packageVersion } from "../ostree/packages.ts";
import type { Distribution } from "../ostree/python.ts";
import type { PlannedRequirement } from "./plan.ts";
import { type Found, missing } from "./verify-found.ts";

export function findPython({ kind, name, wanted, text }: PlannedRequirement, held: Inventory): Found {
    const parsed = parsePythonRequirement(text);
    if (!parsed) return missing(_("It names no distribution that could be looked for."));
    const own = normalizeName(name);
    const all = held.python.filter(distribution => distribution.name === own);
    const seen = all.filter(isSeenBy(interpreterOf(held)));
    const [first, ...more] = seen;
    if (first) {
        const condition = parsed.url === null ? wanted : versionAt(parsed.url);
        const fit = [first, ...more].find(({ version }) => meets(version, condition) === true);
        const found = sayDistribution(fit ?? first);
        if (fit || meets(first.version, condition) === null)
            return {
                state: "present",
                found,
                note: fit ? null : _("Its files do not tell whether the version is right."),
            };
        return { state: "wrong-version", found, note: null };
    }
    const [elsewhere] = all;
    if (elsewhere)
        return missing(
            format(_("$0 has it, and Ansible runs on another Python."), pythonOf(elsewhere.directory) ?? "Python"),
        );
    return findRpm(kind, own, wanted, held) ?? missing();
}

/** What the name of the wheel at an address says of its version, as a condition; "" where it is no wheel's. */
function versionAt(url: string): string {
    const address = readWheelAddress(url);
    const wheel = "file" in address ? parseWheelName(address.file) : null;
    return wheel ? `==${wheel.version}` : "";
}

/** Some RPMs leave no metadata directory; what they provide, or their own name, tells. */
function findRpm(kind: string, name: string, wanted: string, { packages, providers }: Inventory): Found | null {
    const provider = providers.get(`python3dist(${name})`) ?? (kind === "python" ? undefined : name);
    const rpm = packages.find(each => each.name === provider);
    if (!rpm) return null;
    const state = meets(rpm.version, wanted) === false ? "wrong-version" : "present";
    return { state, found: `${rpm.name}-${packageVersion(rpm)}`, note: null };
}

const sayDistribution = ({ name, version }: Distribution): string => `${name} ${version ?? ""}`.trim();

/** Null when it cannot be told. */
function meets(version: string | null, wanted: string): boolean | null {
    if (wanted === "") return true;
    // Neither an RPM's "1.0~rc1" nor what a commit's author made up is a version to Python.
    if (version === null || valid(version) === null || parseClauses(wanted) === null) return null;
    return satisfies(version, wanted, { prereleases: true });
}

/** "python3.12" of the directory that a distribution lies in; null for a private one, which only Ansible's Python reads. */
const pythonOf = (directory: string): string | null => /\/(python3(?:\.\d+)?)\/[^/]+$/.exec(directory)?.[1] ?? null;

/** The Python that ansible-core is installed for, "python3.12"; null where there is no ansible-core. */
export function interpreterOf({ python }: Pick<Inventory, "python">): string | null {
    const core = python.find(({ name }) => name === "ansible-core");
    return core ? pythonOf(core.directory) : null;
}

/** "python3" is the directory that all of a system's Pythons 3 share. */
const isSeenBy =
    (interpreter: string | null) =>
    ({ directory }: Distribution): boolean => {
        const own = pythonOf(directory);
        return own === null || interpreter === null || own === interpreter || [own, interpreter].includes("python3");
    };
