/**
 * What an author decided about a definition that has no place in it: a file of its own beside it, which ansible-builder
 * does not look at. It is carried into the commit, redacted, like the definition.
 */
import * as z from "zod/mini";

import { _, format } from "../language.ts";
import type { Files } from "./files.ts";
import { checkImageReference } from "./image-reference.ts";
import { normalizeName } from "./python.ts";
import type { Requirement } from "./requirement.ts";

export const choicesFile = "cockpit-ee.json";

/** Longest text that is read, in UTF-16 units; five hundred acknowledgements fit. */
const LONGEST = 500_000;
/** That are told; nobody reads more. */
const MOST_PROBLEMS = 20;

/** Kinds of what a commit may do without. */
export const acknowledgedKinds = ["role", "python", "system", "build-step", "file"] as const;
const text = (longest: number) => z.string().check(z.minLength(1), z.maxLength(longest));

const acknowledgementSchema = z.strictObject({
    kind: z.enum(acknowledgedKinds),
    /** Of a build step: the key that it stands under, "append_final". */
    stage: z.optional(text(100)),
    /** What does without its effect, as the plan shows it. */
    text: text(20_000),
    reason: text(1000),
    /** Login name. */
    by: text(256),
    /** "2026-11-26" */
    on: z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/)),
});
/** What is to carry a collection ("content" unless told) or a distribution of Python (an RPM where one fits, unless told). */
const carrierSchema = z.strictObject({
    kind: z.enum(["collection", "python"]),
    name: text(300),
    carrier: z.enum(["blueprint", "content"]),
});
/** A ready image of this execution environment, to be embedded in the commit. */
const containerSchema = z.strictObject({
    image: text(1000).check(context => {
        const problem = checkImageReference(context.value);
        if (problem !== null) context.issues.push({ code: "custom", input: context.value, message: problem });
    }),
    /** It stands for all requirements; else it comes beside what carries them. */
    alone: z.optional(z.boolean()),
    /** False for a registry without TLS, or with a certificate that nobody vouches for. */
    "tls-verify": z.optional(z.boolean()),
});
const choicesSchema = z.strictObject({
    acknowledged: z.optional(z.array(acknowledgementSchema).check(z.maxLength(500))),
    carriers: z.optional(z.array(carrierSchema).check(z.maxLength(500))),
    container: z.optional(containerSchema),
});

export type Acknowledgement = z.infer<typeof acknowledgementSchema>;
export type ChosenCarrier = z.infer<typeof carrierSchema>;
export type ChosenContainer = z.infer<typeof containerSchema>;
export type Choices = {
    acknowledged: Acknowledgement[];
    carriers: ChosenCarrier[];
    container: ChosenContainer | null;
};

const NONE: Choices = { acknowledged: [], carriers: [], container: null };

/** Something wrong in the file, and where. */
export type ChoicesProblem = { code: string; message: string; path: (string | number)[] };

/** All that is decided, or what is wrong: a file that is not understood as a whole decides nothing. */
export function parseChoices(written: string): Choices | { problems: ChoicesProblem[] } {
    let value: unknown;
    try {
        if (written.length > LONGEST) throw new Error("too long");
        value = JSON.parse(written);
    } catch {
        const message = format(_("$0 is not JSON, so nothing in it counts."), choicesFile);
        return { problems: [{ code: "choices-unreadable", message, path: [] }] };
    }
    const { success, data, error } = choicesSchema.safeParse(value);
    if (success)
        return {
            acknowledged: data.acknowledged ?? [],
            carriers: data.carriers ?? [],
            container: data.container ?? null,
        };
    const problems = error.issues.slice(0, MOST_PROBLEMS).flatMap(issue => problemsOf(issue as ZodIssue));
    return { problems: problems.slice(0, MOST_PROBLEMS) };
}

type ZodIssue = { code: string; path: readonly PropertyKey[]; keys?: string[]; message: string };

function problemsOf({ code, path, keys = [], message: words }: ZodIssue): ChoicesProblem[] {
    const place = path.map(step => (typeof step === "number" ? step : String(step)));
    if (code === "unrecognized_keys")
        return keys.slice(0, MOST_PROBLEMS).map(key => ({
            code: "choices-unknown-key",
            message: format(_("$0 is not known in $1, so nothing in it counts."), key, choicesFile),
            path: [...place, key],
        }));
    if (code === "custom") return [{ code: "choices-image", message: words, path: place }];
    const message = format(
        _("$0 is not what it has to be, so nothing in $1 counts."),
        place.length > 0 ? place.join(".") : choicesFile,
        choicesFile,
    );
    return [{ code: "choices-shape", message, path: place }];
}

/** Nothing where there is no such file, or one that is not understood; that is a finding (`choices-findings.ts`). */
export function readChoices(files: Files): Choices {
    const parsed = parseChoices(files.get(choicesFile) ?? "{}");
    return "problems" in parsed ? NONE : parsed;
}

/** The names for which one of these carriers is chosen; of Python normalised. */
export const chosenFor = (
    { carriers }: Choices,
    kind: ChosenCarrier["kind"],
    carrier: ChosenCarrier["carrier"],
): ReadonlySet<string> =>
    new Set(
        carriers
            .filter(each => each.kind === kind && each.carrier === carrier)
            .map(({ name }) => (kind === "python" ? normalizeName(name) : name)),
    );

export type Acknowledgeable = Pick<Requirement, "kind" | "name" | "text">;

/** Whether a commit may do without such a requirement: what others stand on cannot be done without, only dropped. */
export const mayBeAcknowledged = ({ kind }: Pick<Requirement, "kind">): boolean =>
    acknowledgedKinds.some(each => each === kind);

/** Whether it is this requirement that is acknowledged. */
export const isAbout = ({ kind, stage, text: own }: Acknowledgement, requirement: Acknowledgeable): boolean =>
    kind === requirement.kind &&
    own === requirement.text &&
    (kind !== "build-step" || stage === undefined || stage === requirement.name);

export const isNothing = (chosen: Choices[keyof Choices]): boolean =>
    chosen === null || (Array.isArray(chosen) && chosen.length === 0);

/** As a file; what nothing is chosen of is left out. */
export const writeChoices = (choices: Choices): string =>
    `${JSON.stringify(Object.fromEntries(Object.entries(choices).filter(([, chosen]) => !isNothing(chosen))), null, 4)}\n`;

/** With what was quoted redacted as it is where it stands; "" for what is not understood, which decides nothing. */
export function redactChoices(written: string, redact: (text: string, stage: string) => string): string {
    const parsed = parseChoices(written);
    if ("problems" in parsed) return "";
    const acknowledged = parsed.acknowledged.map(each => ({
        ...each,
        text: redact(each.text, each.stage ?? ""),
        reason: redact(each.reason, ""),
    }));
    // Written anew only where something was replaced: what holds no secret keeps its bytes.
    return JSON.stringify(acknowledged) === JSON.stringify(parsed.acknowledged)
        ? written
        : writeChoices({ ...parsed, acknowledged });
}
