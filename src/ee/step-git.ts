/** Build steps that change git's settings. Null is what is not understood for certain. */
import { _ } from "../language.ts";
import { carried, type Meaning, type StepContext } from "./step-meaning.ts";
import { madeAt, make } from "./step-place.ts";
import { judgeWrite } from "./step-write.ts";

type Judge = (words: readonly string[], context: StepContext) => Meaning | null;

const SETTINGS = "/etc/gitconfig";

/** What `git lfs install --system` writes. Authority: git-lfs, lfs/attribute.go. */
const LFS = `[filter "lfs"]
\tclean = git-lfs clean -- %f
\tsmudge = git-lfs smudge -- %f
\tprocess = git-lfs filter-process
\trequired = true
`;

/** With --system for all accounts, without for that of whoever runs it. */
export const judgeLfs: Judge = (words, context) => {
    const [, system] = /^lfs install( --system)?(?: --skip-repo)?$/.exec(words.join(" ")) ?? [];
    if (
        words[0] !== "lfs" ||
        words[1] !== "install" ||
        words.slice(2).some(word => !/^--(?:system|skip-repo)$/.test(word))
    )
        return null;
    if (system !== undefined && !context.isRoot) return null;
    const made = madeAt(SETTINGS, context);
    const isThere = made?.kind === "file" && made.from !== null && "text" in made.from && made.from.text.includes(LFS);
    const meaning = isThere ? make(SETTINGS, made, context) : judgeWrite(SETTINGS, LFS, made !== null, context);
    const note = _("A file below /etc, /etc/gitconfig.");
    return meaning && carried(meaning.effects, note, system === undefined ? "equivalent" : "exact");
};

/** `git config --system SECTION.KEY VALUE`; with --global for root's account, which is the one that there is. */
export const judgeGitSetting: Judge = ([scope = "", ...words], context) => {
    const [name = "", value = "", ...more] = words[0] === "--add" ? words.slice(1) : words;
    const [, section, of, key] = /^([a-z][a-z0-9-]*)\.(?:([^"\\\n]+)\.)?([a-z][a-z0-9-]*)$/i.exec(name) ?? [];
    if (
        !/^--(?:system|global)$/.test(scope) ||
        more.length > 0 ||
        key === undefined ||
        /["\\\n]/.test(value) ||
        value === ""
    )
        return null;
    const text = `[${section}${of === undefined ? "" : ` "${of}"`}]\n\t${key} = "${value}"\n`;
    const meaning = judgeWrite(SETTINGS, text, madeAt(SETTINGS, context) !== null, context);
    const note = _("A file below /etc, /etc/gitconfig.");
    return meaning && carried(meaning.effects, note, scope === "--system" ? "exact" : "equivalent");
};
