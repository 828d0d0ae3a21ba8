/** What PyYAML's safe loader cannot make a value of, in a text whose grammar it takes: none of it is caught. */
import { type Document, isAlias, isCollection, isMap, isPair, isScalar, isSeq, type Node, visit } from "yaml";

import { _, format } from "../language.ts";
import { stringRepr } from "./python-repr.ts";
import { placesIn } from "./text.ts";
import type { YamlProblem } from "./yaml-complaint.ts";

/** Every such thing in the document, from top to bottom. */
export function constructProblems(document: Document, text: string, file: string): YamlProblem[] {
    const problems: YamlProblem[] = [];
    const place = placesIn(text);
    const complain = (code: string, message: string, offset: number, python: string) => {
        const { line, column } = place(offset);
        const builderMessage = `${python}\n  in "${file}", line ${line}, column ${column}`;
        problems.push({ code, message, offset, builderMessage, fix: null });
    };
    for (const { code, message, pos } of [...document.errors, ...document.warnings]) {
        const [offset] = pos;
        if (code === "TAG_RESOLVE_FAILED") tagProblem(text, offset, message, complain);
        else if (document.errors.some(error => error.pos === pos))
            complain("yaml-unread", format(_("This line cannot be read here: $0."), message), offset, message);
    }
    const resolve = (node: unknown) => (isAlias(node) ? node.resolve(document) : node);
    visit(document, (key, node, above) => {
        if (isScalar(node) && node.type === "PLAIN" && node.source?.startsWith("?") && above.some(isFlow)) {
            const message = _(
                "This line cannot be read here: put a space behind the question mark, or quotes around both.",
            );
            complain("yaml-unread", message, node.range?.[0] ?? 0, "");
        }
        if (isPair(node)) {
            const name = resolve(node.key);
            const offset = (node.key as Node | null)?.range?.[0] ?? 0;
            if (isCollection(name))
                complain("yaml-key", _("A key must be one word or text here."), offset, "found unhashable key");
            if (!isPlain(node.key, "<<")) return;
            const merged = resolve(node.value);
            const parts = isSeq(merged) ? merged.items.map(resolve) : [merged];
            if (!parts.every(isMap)) {
                const message = _("Below << stands a mapping, or a list of mappings.");
                complain("yaml-merge", message, offset, "expected a mapping or list of mappings for merging");
            }
        } else if (key !== "key" && (isPlain(node, "<<") || isPlain(node, "="))) {
            const written = isPlain(node, "=") ? "=" : "<<";
            const tag = written === "=" ? "value" : "merge";
            const python = `could not determine a constructor for the tag 'tag:yaml.org,2002:${tag}'`;
            const message = format(_("$0 cannot be read as a value: put quotes around it."), written);
            complain("yaml-tag", message, (node as Node).range?.[0] ?? 0, python);
        }
    });
    return problems.toSorted((left, right) => left.offset - right.offset);
}

/** Between brackets PyYAML takes a question mark for the word before a key, whatever follows it. */
const isFlow = (node: unknown): boolean => isCollection(node) && node.flow === true;

/** Text without quotes and tag; the reader makes a symbol of a `<<` that is a key. */
const isPlain = (node: unknown, text: string): boolean =>
    isScalar(node) && node.type === "PLAIN" && node.tag === undefined && (node.source ?? String(node.value)) === text;

type Complain = (code: string, message: string, offset: number, python: string) => void;

function tagProblem(text: string, offset: number, said: string, complain: Complain): void {
    const written = /^[^\s,[\]{}]+/.exec(text.slice(offset, offset + 200))?.[0] ?? "";
    const isTag = written.startsWith("!") && !/^Unresolvable/.test(said);
    const message = isTag
        ? format(_("The tag $0 is not known. Remove it."), written)
        : format(_("$0 cannot be read as a value: put quotes around it."), written);
    const tag = isTag ? written.replace(/^!!/, "tag:yaml.org,2002:") : "tag:yaml.org,2002:value";
    complain("yaml-tag", message, offset, `could not determine a constructor for the tag ${stringRepr(tag)}`);
}
