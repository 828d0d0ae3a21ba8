/** A syntax error of the `yaml` package, said in our words and, where they are known for certain, in PyYAML's. */
import { _, format } from "../language.ts";
import { placesIn } from "./text.ts";

type Complaint = { code: string; message: string; builderMessage: string };

/** `code` and `said` are the package's; `offset` is where it saw the error. */
export function yamlComplaint(code: string, said: string, offset: number, text: string, file: string): Complaint {
    const place = placesIn(text);
    const at = (where: number) => `  in "${file}", line ${place(where).line}, column ${place(where).column}`;
    const caught = (python: string) => `An error occurred while parsing the definition file:\n${python}`;
    const here = text[offset] ?? "";
    if (code === "TAG_RESOLVE_FAILED") {
        const tag = /^[^\s,[\]{}]+/.exec(text.slice(offset))?.[0] ?? here;
        const known = tag.startsWith("!");
        return {
            code: "yaml-tag",
            message: known
                ? format(_("The tag $0 is not known. Remove it."), tag)
                : format(_("$0 cannot be read as a value: put quotes around it."), tag),
            builderMessage: `could not determine a constructor for the tag '${known ? tag : "tag:yaml.org,2002:value"}'\n${at(offset)}`,
        };
    }
    const [message, python] = words(code, said, offset, text, at);
    return {
        code: "yaml",
        message: format(_("This line cannot be read: $0. Fix it to use the form."), message),
        builderMessage: caught(python),
    };
}

/** Why a line cannot be read: ours, PyYAML's. */
function words(
    code: string,
    said: string,
    offset: number,
    text: string,
    at: (offset: number) => string,
): [string, string] {
    const here = text[offset] ?? "";
    switch (code) {
        case "BLOCK_AS_IMPLICIT_KEY":
        case "BLOCK_IN_FLOW": {
            const colon = /:(?=\s|$)/g;
            colon.lastIndex = offset;
            const second = colon.exec(text)?.index ?? offset;
            return [
                _("it has a second colon, or is indented too far"),
                `mapping values are not allowed here\n${at(second)}`,
            ];
        }
        case "TAB_AS_INDENT":
            return [
                _("it has a tab; use spaces"),
                `while scanning for the next token\nfound character '\\t' that cannot start any token\n${at(offset)}`,
            ];
        case "BAD_SCALAR_START":
            return [
                format(_("text that begins with $0 needs quotes"), here),
                `while scanning for the next token\nfound character '${here}' that cannot start any token\n${at(offset)}`,
            ];
        case "MISSING_CHAR":
            if (/quote/.test(said)) {
                const opened = Math.max(text.lastIndexOf('"', offset - 1), text.lastIndexOf("'", offset - 1), 0);
                return [
                    format(_("a quote opened in line $0 is not closed"), lineOf(text, opened)),
                    `while scanning a quoted scalar\n${at(opened)}\nfound unexpected end of stream\n${at(text.length)}`,
                ];
            }
            return [_("a character is missing"), said];
        case "BAD_INDENT":
            if (/Flow/.test(said)) {
                const opened = Math.max(text.lastIndexOf("[", offset), text.lastIndexOf("{", offset), 0);
                return [format(_("a bracket opened in line $0 is not closed"), lineOf(text, opened)), said];
            }
            return [_("it does not begin under the lines that it belongs to"), said];
        case "MULTILINE_IMPLICIT_KEY":
        case "MISSING_CHAR_COLON":
            return [
                _("its colon is missing"),
                `while scanning a simple key\n${at(offset)}\ncould not find expected ':'`,
            ];
        default:
            return [said.replace(/\.$/, "").replace(/^[A-Z](?=[a-z])/, letter => letter.toLowerCase()), said];
    }
}

const lineOf = (text: string, offset: number): number => placesIn(text)(offset).line;
