/** Everything there is to say about a definition and the files it names, and what ansible-builder would say. */
import type { Finding, Issue } from "../issue.ts";
import { _, format } from "../language.ts";
import { configFindings } from "./ansible-config-findings.ts";
import { type BuilderCheck, createFailures, refusals } from "./builder-checks.ts";
import { choicesFindings } from "./choices-findings.ts";
import type { Definition, SchemaVersion } from "./definition.ts";
import { duplicateFindings } from "./duplicate-keys.ts";
import { setValue } from "./edit.ts";
import { definitionFile, type Files } from "./files.ts";
import { fixFromText, type Source } from "./fix.ts";
import { galaxyFindings } from "./galaxy-findings.ts";
import { configFilesOf } from "./galaxy-servers.ts";
import { bindepFindings, LONGEST_LIST } from "./list-findings.ts";
import type { Located } from "./located.ts";
import { lockFindings } from "./lock-file.ts";
import { makeFile } from "./make-file.ts";
import { offsetOf } from "./node-at.ts";
import { type Parsed, parseDefinition } from "./parse.ts";
import { pythonFindings } from "./python-findings.ts";
import { readYaml } from "./read-yaml.ts";
import { refusedCheck } from "./refused-check.ts";
import { type RequirementText, requirementText } from "./requirement-text.ts";
import { checkRules } from "./rules.ts";
import { soundPart } from "./sound-part.ts";
import { placesIn } from "./text.ts";

export type Check = {
    /** Which of the files is the definition. */
    file: string;
    /** Whether ansible-builder 3.2 takes the definition. */
    accepted: boolean;
    /** Whether its `create` would succeed too. */
    creates: boolean;
    /** The one message it prints, run beside the definition; null when none. */
    builderMessage: string | null;
    /** The version whose schema counts: 1, 2 or 3; null when that is not told. */
    version: number | null;
    findings: Issue[];
    definition: Definition | null;
};

/** Judge a definition by the texts of its directory. Never throws. `named` is for definitions under another name. */
export function checkDefinition(files: Files, named?: string): Check {
    const file = named ?? definitionFile(files);
    const text = files.get(file);
    if (text === undefined) return refusedCheck(file, "no-definition", named === undefined ? null : "", null);
    const parsed = parseDefinition(text, file);
    const { definition, version, document } = parsed;
    const written = [...parsed.findings, ...duplicatesOf(text, file)];
    const check = { file, version, definition };
    if (definition && version) {
        const { findings, refused, failing } = judgeSound(files, parsed, definition, version, file);
        const issues = [...placed(written, files, parsed, file), ...findings];
        const [first] = [...refused, ...failing];
        return {
            ...check,
            accepted: refused.length === 0,
            creates: refused.length === 0 && failing.length === 0,
            builderMessage: first?.builderMessage ?? null,
            findings: issues.toSorted(byPlace(file)),
        };
    }
    const issues = placed(written, files, parsed, file);
    // ansible-builder stops here; its author wants to know all at once.
    const value = version && document ? (readYaml(text, file).value as Record<string, unknown>) : null;
    const part = version && value ? soundPart(value, version) : null;
    if (version && part) {
        const isRefused = (key: string) =>
            parsed.findings.some(
                ({ code, path, fix }) =>
                    path[0] === key ||
                    (code === "unknown-key" && !path[1] && fix?.edits.some(({ text }) => text !== "")),
            );
        const { findings } = judgeSound(files, parsed, part, version, file);
        issues.push(...findings.filter(({ code }) => !isRefused(ABSENT[code] ?? "")));
    }
    return {
        ...check,
        accepted: false,
        creates: false,
        builderMessage: parsed.builderMessage,
        findings: issues.toSorted(byPlace(file)),
    };
}

/** Keys of a YAML file that are ignored; none while it cannot be read. */
function duplicatesOf(text: string, file: string): Located[] {
    const { document, problems } = readYaml(text, file);
    if (!document || problems.length > 0) return [];
    const place = placesIn(text);
    return duplicateFindings({ text, file, document }, offset => place(offset).line);
}

/** What is said of a definition that lacks something, and where it could be, were it not refused or misspelt. */
const ABSENT: Readonly<Record<string, string>> = {
    "no-ansible-core": "dependencies",
    "galaxy-steps-ignored": "dependencies",
    "outdated-base": "images",
};

/** What is beyond the schema, of a definition that fits it. */
function judgeSound(files: Files, parsed: Parsed, definition: Definition, version: SchemaVersion, file: string) {
    const { document } = parsed;
    const text = files.get(file) ?? "";
    const refused = refusals(definition, version, files, file);
    const failing = createFailures(definition, files, file);
    const fixOf = ({ path, listed, missing }: BuilderCheck): Finding["fix"] => {
        if (missing) return makeFile(files, file, missing.named, missing.kind);
        return listed && document ? makeList({ text, file, document }, path, listed) : null;
    };
    const finding = (check: BuilderCheck): Finding => ({
        severity: "error",
        code: check.code,
        message: check.message,
        path: check.path,
        file,
        fix: fixOf(check),
    });
    const own: Located[] = [...refused.map(finding), ...failing.map(finding)];
    if (document) own.push(...checkRules({ definition, version, files, source: { text, file, document } }));
    own.push(...choicesFindings(files), ...lockFindings(files));
    const lists = document ? checkLists(files, parsed, definition, file) : [];
    return { refused, failing, findings: [...placed(own, files, parsed, file), ...lists] };
}

/** Ask for what was meant, in the place of a file that is not there. */
const makeList = (source: Source, path: Finding["path"], value: unknown): Finding["fix"] =>
    fixFromText(source, _("Make it a list"), setValue(source.text, path, value));

/** The definition's own findings first, then each file's, from top to bottom. */
const byPlace = (file: string) => (left: Issue, right: Issue) =>
    Number(left.file !== file) - Number(right.file !== file) ||
    (left.file < right.file ? -1 : left.file > right.file ? 1 : left.line - right.line || left.column - right.column);

/** Findings of one list that are told; nobody reads more. */
const MOST_FINDINGS = 1000;

/** The first findings of a list, or that it is too large to be looked through at every key. */
function bounded(text: string, file: string, judge: () => Iterable<Located>): Located[] {
    if (text.length <= LONGEST_LIST) {
        const told: Located[] = [];
        for (const finding of judge()) if (told.push(finding) === MOST_FINDINGS) break;
        return told;
    }
    const message = format(_("$0 is too large to be judged: 500 kB is the limit."), file);
    return [{ severity: "warning", code: "too-large", message, path: [], file, fix: null, offset: 0 }];
}

function checkLists(files: Files, parsed: Parsed, definition: Definition, file: string): Issue[] {
    const { document } = parsed;
    if (!document) return [];
    const texts = (["galaxy", "python", "system"] as const).map(kind =>
        requirementText(files, file, document, definition, kind),
    );
    const [galaxy, python, system] = texts;
    const found: Located[] = [];
    if (python) found.push(...bounded(python.text, python.file, () => pythonFindings(python, files)));
    if (system) found.push(...bounded(system.text, system.file, () => bindepFindings(system)));
    for (const path of configFilesOf(definition, file, files)) {
        const text = files.get(path) ?? "";
        found.push(...bounded(text, path, () => configFindings(text, path)));
    }
    const issues = placed(found, files, parsed, file);
    const inline = definition.dependencies?.galaxy;
    if (galaxy && !Array.isArray(inline)) issues.push(...checkGalaxyText(galaxy, files));
    else if (typeof inline === "object" && !Array.isArray(inline)) {
        const source = { text: files.get(file) ?? "", file, document };
        issues.push(...placed(galaxyFindings(source, ["dependencies", "galaxy"]), files, parsed, file));
    }
    return issues;
}

/** A galaxy list that is a text of its own: a file, or a block in the definition. */
function checkGalaxyText(list: RequirementText, files: Files): Issue[] {
    const { document, problems } = readYaml(list.text, list.file);
    const place = placesIn(files.get(list.file) ?? "");
    const at = (offset: number) => place(list.at(offset));
    const common = { file: list.file, path: list.path };
    if (problems.length > 0 || !document)
        return problems.map(({ code, message, offset, fix }) => ({
            severity: "error",
            code,
            message,
            fix: list.at(1) === 1 ? fix : null,
            ...common,
            ...at(offset),
        }));
    const source = { text: list.text, file: list.file, document };
    const findings: Located[] = galaxyFindings(source, []);
    findings.push(...duplicateFindings(source, offset => at(offset).line));
    return findings.map(({ offset, ...finding }) => {
        const edits = finding.fix?.edits.map(edit => ({ ...edit, offset: list.at(edit.offset) }));
        const fix = finding.fix && edits ? { ...finding.fix, edits } : null;
        const isFile = list.at(1) === 1;
        return {
            ...finding,
            path: isFile ? finding.path : list.path,
            fix: isFile ? fix : null,
            ...at(offset ?? offsetOf(document, finding.path)),
        };
    });
}

/** Findings with their lines: by their own offset, else by the place of their path in the definition. */
function placed(findings: readonly Located[], files: Files, { document }: Parsed, file: string): Issue[] {
    const places = new Map<string, ReturnType<typeof placesIn>>();
    return findings.map(({ offset, ...finding }) => {
        const place = places.get(finding.file) ?? placesIn(files.get(finding.file) ?? "");
        places.set(finding.file, place);
        const where = offset ?? (finding.file === file ? offsetOf(document, finding.path) : 0);
        return { ...finding, ...place(where) };
    });
}
