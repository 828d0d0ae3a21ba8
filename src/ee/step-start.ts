/** What only the running system can do: units of our own that do it when the system starts. */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { _ } from "../language.ts";
import type { Effect } from "./effect.ts";
import { carried, type Meaning, type StepContext } from "./step-meaning.ts";
import { make } from "./step-place.ts";

export const UNITS = "/usr/lib/systemd/system";

/** A command that may be run again and again. */
export function doAtStart(name: string, command: string, context: StepContext): Meaning | null {
    const text = `[Unit]
Description=What the execution environment asks for: ${command}

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=${command}

[Install]
WantedBy=multi-user.target
`;
    const note = _("A service that does it when the system starts.");
    return started(name, text, "multi-user.target", note, context);
}

/**
 * A command that changes files of packages below /etc, which are the machine's to change once it runs: before anything
 * of it is started, and once, for a change cannot be made twice.
 */
export function doOnce(name: string, argv: readonly string[], context: StepContext): Meaning | null {
    if (argv.some(word => /\p{Cc}/u.test(word))) return null;
    const unit = `${name}-${bytesToHex(sha256(utf8ToBytes(JSON.stringify(argv)))).slice(0, 12)}.service`;
    const done = `/var/lib/ee-steps/${unit}`;
    const text = `[Unit]
Description=What the execution environment asks for: ${name}
ConditionPathExists=!${done}
DefaultDependencies=no
After=local-fs.target systemd-tmpfiles-setup.service
Before=sysinit.target shutdown.target
Conflicts=shutdown.target

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=${argv.map(quote).join(" ")}
ExecStart=/usr/bin/mkdir --parents /var/lib/ee-steps
ExecStart=/usr/bin/touch ${done}

[Install]
WantedBy=sysinit.target
`;
    const note = _("A service that does it once, when the system starts for the first time.");
    return started(unit, text, "sysinit.target", note, context);
}

/** As systemd reads the words of a command. */
const quote = (word: string): string =>
    `"${word.replace(/["\\]/g, "\\$&").replaceAll("%", "%%").replaceAll("$", "$$$$")}"`;

function started(name: string, text: string, target: string, note: string, context: StepContext): Meaning | null {
    const file = make(`${UNITS}/${name}`, { kind: "file", from: { text }, mode: 0o644 }, context);
    const link = linkUnit(name, UNITS, target, context);
    return file && link && carried([...file.effects, link], note, "equivalent");
}

/** The link by which a target wants a unit. */
export function linkUnit(unit: string, directory: string, target: string, context: StepContext): Effect | null {
    const path = `${directory}/${target}.wants/${unit}`;
    return make(path, { kind: "link", target: `${UNITS}/${unit}` }, context)?.effects[0] ?? null;
}
