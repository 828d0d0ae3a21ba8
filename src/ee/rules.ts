/** What no schema says: the silent traps of ansible-builder, and what is newer than its first version 3. */
import type { Finding, Fix } from "../issue.ts";
import { _, format } from "../language.ts";
import type { Definition, SchemaVersion } from "./definition.ts";
import { deleteValue, setValue } from "./edit.ts";
import { type Files, kindOf } from "./files.ts";
import { fixFromText, nestBelow, type Source } from "./fix.ts";
import { glob } from "./glob.ts";
import { LONGEST_LIST } from "./list-findings.ts";
import type { Path } from "./node-at.ts";
import { compilePattern } from "./pattern.ts";
import { normalizeName, parsePythonRequirement, requirementLinesOf } from "./python.ts";
import { joinLines, splitHashes } from "./python-pins.ts";
import { requirementText } from "./requirement-text.ts";

/** All that a rule may look at. */
export type Subject = { definition: Definition; version: SchemaVersion; files: Files; source: Source };

type Draft = { message: string; path: Path; fix?: Fix | null };
type Rule = Pick<Finding, "code"> & { check: (subject: Subject) => Draft[] };

/** Check a definition that fits its schema against every rule; all of them are warnings. */
export const checkRules = (subject: Subject): Finding[] =>
    RULES.flatMap(({ code, check }) =>
        check(subject).map(draft => ({ severity: "warning", code, file: subject.source.file, fix: null, ...draft })),
    );

const SHARED_BASE = "quay.io/ansible/ansible-runner:latest";

/** What ansible-builder puts into container_init when nothing is said of it. */
const INIT = {
    package_pip: "dumb-init==1.2.5",
    entrypoint: '["/opt/builder/bin/entrypoint", "dumb-init"]',
    cmd: '["bash"]',
};

/** One entry per rule, in the order in which they are reported. */
const RULES: Rule[] = [
    {
        code: "no-ansible-core",
        check: subject => (subject.version === 3 && !asksForAnsible(subject) ? [noCore(subject)] : []),
    },
    {
        code: "outdated-base",
        check: ({ definition, version }) => {
            const { name } = definition.images?.base_image ?? {};
            if (version !== 3 || (name ?? SHARED_BASE) !== SHARED_BASE) return [];
            const message =
                name === undefined
                    ? _("Without a base image it is $0, which is outdated; a build on it may not succeed.")
                    : _("$0 is outdated; a build on it may not succeed.");
            const path = name === undefined ? (definition.images ? ["images"] : []) : ["images", "base_image", "name"];
            return [{ message: format(message, SHARED_BASE), path }];
        },
    },
    {
        code: "galaxy-list",
        check: ({ definition, source }) => {
            const galaxy = definition.dependencies?.galaxy;
            if (!Array.isArray(galaxy) || galaxy.length === 0) return [];
            const path = ["dependencies", "galaxy"];
            const message = _("ansible-galaxy cannot read a bare list of names: put it below collections.");
            return [{ message, path, fix: nestBelow(source, _("Put it below collections"), path, "collections") }];
        },
    },
    {
        code: "galaxy-steps-ignored",
        check: ({ definition }) => {
            const steps = definition.additional_build_steps ?? {};
            const { galaxy } = definition.dependencies ?? {};
            const asked = galaxy && Object.keys(galaxy).length > 0;
            if (asked) return [];
            const message = _("galaxy steps are ignored: nothing is asked of galaxy.");
            return (["prepend_galaxy", "append_galaxy"] as const)
                .filter(stage => steps[stage]?.length)
                .map(stage => ({ message, path: ["additional_build_steps", stage] }));
        },
    },
    {
        code: "user-step",
        check: ({ definition, version, source }) =>
            Object.entries(definition.additional_build_steps ?? {}).flatMap(([stage, steps]) =>
                (version === 3 && Array.isArray(steps) ? steps : []).flatMap((step, index): Draft[] => {
                    if (!step.startsWith("USER ")) return [];
                    const path = ["additional_build_steps", stage, index];
                    const message = _("USER here may stop the steps after it: they need root.");
                    const fix = fixFromText(source, _("Remove the line"), deleteValue(source.text, path));
                    return [{ message, path, fix }];
                }),
            ),
    },
    {
        code: "build-file-missing",
        check: ({ definition, files }) =>
            (definition.additional_build_files ?? []).flatMap(({ src }, index) => {
                if (kindOf(files, src) !== "none" || (!src.startsWith("/") && glob(files, src).length > 0)) return [];
                const message = src.startsWith("/")
                    ? format(_("$0 is not known to be there; ansible-builder goes on without it."), src)
                    : format(_("No file here matches $0; ansible-builder goes on without it."), src);
                return [{ message, path: ["additional_build_files", index, "src"] }];
            }),
    },
    {
        code: "container-init-partial",
        check: ({ definition, source }) => {
            const given = definition.options?.container_init;
            const missing = Object.entries(INIT).filter(([key]) => given && !Object.hasOwn(given, key));
            if (!given || missing.length === 0) return [];
            const path = ["options", "container_init"];
            const message = _("Any key given here drops all defaults: $0 will be empty.");
            const changed = missing.reduce((text, [key, value]) => setValue(text, [...path, key], value), source.text);
            const fix = fixFromText(source, _("Add the defaults"), changed);
            return [{ message: format(message, missing.map(([key]) => key).join(", ")), path, fix }];
        },
    },
    {
        code: "needs-3.1",
        check: ({ definition }) =>
            definition.dependencies?.exclude
                ? [{ message: _("exclude needs ansible-builder 3.1 or newer."), path: ["dependencies", "exclude"] }]
                : [],
    },
    {
        code: "needs-3.2",
        check: ({ definition }) =>
            definition.options?.skip_pip_check === undefined
                ? []
                : [
                      {
                          message: _("skip_pip_check needs ansible-builder 3.2 or newer."),
                          path: ["options", "skip_pip_check"],
                      },
                  ],
    },
    { code: "exclude-pattern", check: ({ definition }) => badPatterns(definition) },
];

/** ansible_core, or ansible among the Python requirements. */
function asksForAnsible({ definition, files, source }: Subject): boolean {
    if (definition.dependencies?.ansible_core) return true;
    const list = requirementText(files, source.file, source.document, definition, "python");
    return joinLines(requirementLinesOf((list?.text ?? "").slice(0, LONGEST_LIST))).some(line => {
        const name = parsePythonRequirement(splitHashes(line.text).text)?.name;
        return name !== undefined && ["ansible", "ansible-core"].includes(normalizeName(name));
    });
}

function noCore({ definition, source }: Subject): Draft {
    const message = _(
        "Nothing here asks for ansible-core. The base image is not part of a commit: without it Ansible will not be in it.",
    );
    const changed = setValue(source.text, ["dependencies", "ansible_core", "package_pip"], "ansible-core");
    return {
        message,
        path: definition.dependencies ? ["dependencies"] : [],
        fix: fixFromText(source, _("Add ansible-core"), changed),
    };
}

function badPatterns(definition: Definition): Draft[] {
    return Object.entries(definition.dependencies?.exclude ?? {}).flatMap(([kind, entries]) =>
        (entries ?? []).flatMap((entry, index) => {
            const bad = entry.startsWith("~") && compilePattern(entry.slice(1).toLowerCase()) === "bad";
            const path = ["dependencies", "exclude", kind, index];
            return bad
                ? [{ message: format(_("“$0” is not a pattern: the build would stop here."), entry), path }]
                : [];
        }),
    );
}
