/** Build steps that change the system as a whole. Null is what is not understood for certain. */
import { _, format } from "../language.ts";
import { carried, type Meaning, notNeeded, type StepContext } from "./step-meaning.ts";
import { nameOf } from "./step-path.ts";
import { madeAt, make } from "./step-place.ts";

type Judge = (words: readonly string[], context: StepContext) => Meaning | null;

/** What alternatives would link to in the end, as a link in its place. */
export const judgeAlternatives: Judge = (words, context) => {
    const all = words.join(" ");
    const [, link, installed] = /^--install (\/\S+) \S+ (\/\S+) \d+$/.exec(all) ?? [];
    const [, name, set] = /^--set (\S+) (\/\S+)$/.exec(all) ?? [];
    const target = installed ?? set ?? "";
    const path =
        link ?? (/^[\w.+-]+$/.test(name ?? "") && /^\/usr\/bin\/[^/]+$/.test(target) ? `/usr/bin/${name}` : null);
    if (path === null || path === target) return null;
    const meaning = make(path, { kind: "link", target }, context);
    return meaning && carried(meaning.effects, _("A link in its place."), "equivalent");
};

/** `localedef`: what it would compile comes with the RPM of the language. Authority: the langpacks of Fedora's glibc. */
export const judgeLocale: Judge = words => {
    const asked = words.filter(word => !/^(?:-[cvq]|--force|--verbose|--quiet|--no-archive)$/.test(word)).join(" ");
    const [, locale, language] =
        /^(?:-f UTF-8 )?-i (([a-z]{2,3})_[A-Z]{2})(?: -f UTF-8)? \1\.(?:UTF-8|utf8)$/.exec(asked) ?? [];
    if (locale === undefined || !asked.includes("-f UTF-8")) return null;
    const effect = { kind: "package" as const, name: `glibc-langpack-${language}` };
    return carried([effect], format(_("The locale $0, of the RPM that has it."), locale), "equivalent");
};

/** Where helm keeps the repositories that root has added. */
const REPOSITORIES = "/root/.config/helm/repositories.yaml";

/** `helm repo add NAME URL` writes a file; `helm repo update` fetches what helm fetches again. */
export const judgeHelm: Judge = (words, context) => {
    if (words.join(" ") === "repo update") return notNeeded(_("A commit has no caches and no temporary files."));
    const [, name, url] = /^repo add ([\w-]+) (https:\/\/[^\s?@<>]+)$/.exec(words.join(" ")) ?? [];
    if (name === undefined || url === undefined) return null;
    const made = madeAt(REPOSITORIES, context);
    const before = made?.kind === "file" && made.from && "text" in made.from ? made.from.text : null;
    if (made && before === null) return null;
    const text = `${before ?? 'apiVersion: ""\nrepositories:\n'}- name: ${name}\n  url: ${url}\n`;
    const meaning = make(REPOSITORIES, { kind: "file", from: { text }, mode: 0o600 }, context);
    return meaning && carried(meaning.effects, format(_("A file of helm's, $0."), nameOf(REPOSITORIES)), "equivalent");
};
