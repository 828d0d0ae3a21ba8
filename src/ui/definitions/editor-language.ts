/** How a file is read for its colours, told by its name. */
import { StreamLanguage } from "@codemirror/language";
import { properties } from "@codemirror/legacy-modes/mode/properties";
import { yaml } from "@codemirror/legacy-modes/mode/yaml";
import { EditorState, type Extension } from "@codemirror/state";
import { keymap } from "@codemirror/view";

import { enterInYaml } from "./editor-enter.ts";

/** Lists of requirements: options of pip, and behind a name bindep's profiles and versions. */
const requirements = StreamLanguage.define<null>({
    startState: () => null,
    token: stream => {
        if (stream.match(/^#.*/)) return "comment";
        if (stream.sol() && stream.match(/^\s*--?[a-z][\w-]*/)) return "atom";
        if (stream.match(/^\[[^\]#]*\]?/)) return "meta";
        if (stream.eatSpace() || stream.match(/^[^\s[]+/)) return null;
        stream.next();
        return null;
    },
});

const comments = EditorState.languageData.of(() => [{ commentTokens: { line: "#" } }]);

export const isYaml = (file: string): boolean => /\.ya?ml$/.test(file);

export function languageOf(file: string): Extension {
    if (isYaml(file)) return [StreamLanguage.define(yaml), comments, keymap.of([{ key: "Enter", run: enterInYaml }])];
    if (/\.(?:cfg|conf|ini|repo|toml)$/.test(file)) return [StreamLanguage.define(properties), comments];
    return [requirements, comments];
}
