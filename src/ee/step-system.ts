/** Build steps that change the system as a whole. Null is what is not understood for certain. */
import { _, format } from "../language.ts";
import type { Effect } from "./effect.ts";
import { carried, type Meaning, notNeeded, type StepContext } from "./step-meaning.ts";
import { madeAt, make, nameOf } from "./step-place.ts";
import { judgeWrite } from "./step-write.ts";

type Judge = (words: readonly string[], context: StepContext) => Meaning | null;

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
    const made = madeAt("/etc/gitconfig", context);
    const isThere = made?.kind === "file" && made.from !== null && "text" in made.from && made.from.text.includes(LFS);
    const meaning = isThere
        ? make("/etc/gitconfig", made, context)
        : judgeWrite("/etc/gitconfig", LFS, made !== null, context);
    const note = _("A file below /etc, /etc/gitconfig.");
    return meaning && carried(meaning.effects, note, system === undefined ? "equivalent" : "exact");
};

const TRUST = "ee-update-ca-trust.service";

/** No composer runs it behind the files that are to be trusted: the system does. */
export const judgeTrust: Judge = (words, context) => {
    if (!/^(?:extract|enable|check|force-enable)?$/.test(words.join(" "))) return null;
    const unit = `[Unit]
Description=Trust the certificate authorities of the execution environment

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/bin/update-ca-trust extract

[Install]
WantedBy=multi-user.target
`;
    const path = `/usr/lib/systemd/system/${TRUST}`;
    const file = make(path, { kind: "file", from: { text: unit }, mode: 0o644 }, context);
    const link = enable(TRUST, "/usr/lib/systemd/system", context);
    if (!file || !link) return null;
    return carried([...file.effects, link], _("A service that does it when the system starts."), "equivalent");
};

/** A unit that starts with the system, by the link that systemctl makes for most; its kind tells what wants it. */
function enable(unit: string, directory: string, context: StepContext): Effect | null {
    const wants = { service: "multi-user", socket: "sockets", timer: "timers", path: "paths" };
    const kind = unit.slice(unit.lastIndexOf(".") + 1) as keyof typeof wants;
    if (!(kind in wants)) return null;
    const path = `${directory}/${wants[kind]}.target.wants/${unit}`;
    const [effect = null] =
        make(path, { kind: "link", target: `/usr/lib/systemd/system/${unit}` }, context)?.effects ?? [];
    return effect;
}

export const judgeServices: Judge = ([verb = "", ...given], context) => {
    if (verb === "daemon-reload") return notNeeded(_("It only tells something to what runs."));
    const units = given.filter(word => word !== "--now").map(unit => (unit.includes(".") ? unit : `${unit}.service`));
    if (!/^(?:enable|mask)$/.test(verb) || units.length === 0 || !units.every(unit => /^[\w-]+\.[a-z]+$/.test(unit)))
        return null;
    const links = units.map(unit => {
        if (verb === "enable") return enable(unit, "/etc/systemd/system", context);
        const mask = make(`/etc/systemd/system/${unit}`, { kind: "link", target: "/dev/null" }, context);
        return mask?.effects[0] ?? null;
    });
    const effects = links.filter(link => link !== null);
    if (effects.length < links.length) return null;
    return verb === "mask"
        ? carried(effects, _("Services that do not start."))
        : carried(effects, _("Services that start with the system."), "equivalent");
};

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
