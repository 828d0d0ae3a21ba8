/**
 * A definition's files without the secrets that can be told: what leaves `definitions/` passes here (RPM, plan, record, log, export).
 *
 * Redacted are values of ENV and ARG in the steps of the galaxy and builder stages, and of those that are named like a
 * secret anywhere; in commands what options, settings and headers of such names say; values in YAML, JSON and files of
 * settings whose keys are named like one; user part and query of addresses; values in ansible.cfg but server names,
 * addresses and settings known to hold none; private keys. A secret without such a sign stays: nobody can tell it. What
 * cannot be read is redacted by its lines. Redacting twice changes nothing.
 */
import { readConfig } from "./ansible-config.ts";
import { isHarmless } from "./ansible-settings.ts";
import { isBuildStage } from "./build-steps.ts";
import { choicesFile, redactChoices } from "./choices.ts";
import { setValue } from "./edit.ts";
import { besides, definitionFile, type Files } from "./files.ts";
import { configFiles } from "./galaxy-servers.ts";
import { lockFile, redactLocked } from "./lock-file.ts";
import { parseDefinition } from "./parse.ts";
import { redactEscaped } from "./redact-escaped.ts";
import { instructionRedactor } from "./redact-steps.ts";
import { cleanUrl, REDACTED, redactUrls } from "./redact-url.ts";
import { isTree, redactValues } from "./redact-values.ts";
import { redactWords } from "./redact-words.ts";
import { namedFile } from "./requirement-text.ts";

/** The same files, redacted. */
export function redactFiles(files: Files): Map<string, string> {
    const main = definitionFile(files);
    const configs = new Set(configFiles(files));
    const list = galaxyList(files, main);
    return new Map(
        [...files].map(([path, text]) => {
            if (configs.has(path) || /\.cfg$/.test(path)) return [path, redactConfig(text)];
            if (path === choicesFile) return [path, redactChoices(text, redactStep)];
            if (path === lockFile) return [path, redactLocked(text)];
            const values = redactValues(path, text);
            if (path === main) return [path, redactRead(path, redactSteps(values, path))];
            return [path, isTree(path) || path === list ? redactRead(path, values) : redactText(values)];
        }),
    );
}

/** What is quoted of a definition, as it is redacted there. */
export const redactStep = (text: string, stage: string): string =>
    redactText(instructionRedactor(isBuildStage(stage), false)(text));

/** The list of what Ansible Galaxy is asked for, which is YAML whatever its name. */
function galaxyList(files: Files, main: string): string | null {
    const { definition } = parseDefinition(files.get(main) ?? "", main);
    const named = definition ? namedFile(definition, "galaxy") : "";
    return named === "" ? null : besides(main, named);
}

const redactText = (text: string): string => redactKeys(redactUrls(text));

/** A private key may go on from one value to the next. */
const redactRead = (path: string, text: string): string => redactKeys(redactEscaped(path, text, redactText));

const redactKeys = (text: string): string =>
    text.replace(
        /(-----BEGIN\s[A-Z\s]*PRIVATE\s+KEY-----)([\s\S]*?)(-----END\s[A-Z\s]*PRIVATE\s+KEY-----|$)/g,
        (whole, begin: string, body: string, end: string) =>
            body.replaceAll(/\\n|\s/g, "") === REDACTED ? whole : `${begin}\n${REDACTED}\n${end}`,
    );

/** Section and key names stay, and of the values server names and addresses; comments may hold anything. */
function redactConfig(text: string): string {
    const lines = readConfig(text).map(line => {
        switch (line.kind) {
            case "section":
                return `[${line.name}]`;
            case "value": {
                const isKnown = line.key === "server_list" || isHarmless(line.section, line.key, line.value);
                const shown = isKnown || isAddress(line.key, line.value);
                return `${line.key} = ${shown ? cleanUrl(line.value) : REDACTED}`;
            }
            case "more":
                return line.key === "server_list" ? `    ${line.value}` : null;
            case "blank":
                return "";
            default:
                return null;
        }
    });
    return lines
        .filter(line => line !== null)
        .map(line => `${line}\n`)
        .join("");
}

const isAddress = (key: string, value: string): boolean =>
    (key === "url" || key === "server" || key === "auth_url") && /^https?:\/\/\S+$/.test(value);

/** The definition's steps, one value at a time, so that all else keeps its bytes. */
function redactSteps(text: string, file: string): string {
    const { definition } = parseDefinition(text, file);
    if (!definition) return instructionRedactor(true, false)(text);
    let redacted = text;
    for (const [stage, steps] of Object.entries(definition.additional_build_steps ?? {})) {
        const redact = instructionRedactor(isBuildStage(stage), typeof steps === "string");
        const items = typeof steps === "string" ? [] : (steps ?? []);
        const path = ["additional_build_steps", stage];
        const write = (step: string, at: (string | number)[]) => {
            const shown = redact(step);
            if (shown !== step) redacted = setValue(redacted, at, shown);
        };
        if (typeof steps === "string") write(steps, path);
        items.forEach((step, index) => {
            write(step, [...path, index]);
        });
    }
    for (const [key, value] of Object.entries(definition.build_arg_defaults ?? {})) {
        const shown = redactWords(value ?? "");
        if (shown !== value) redacted = setValue(redacted, ["build_arg_defaults", key], shown);
    }
    return redacted;
}
