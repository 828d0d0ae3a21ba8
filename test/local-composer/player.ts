/** Plays recorded requests on a composer of ours, and remembers how each was answered. */
import type { RunningComposer } from "../support/local-composer.ts";
import { type Likeness, type Recording, reduceBody } from "./recording.ts";

export type Player = {
    composer: RunningComposer;
    recordings: ReadonlyMap<string, Recording>;
    /** Replaced in recorded requests and answers: ids of composes, addresses. */
    stands: Map<string, string>;
    /** What was answered differently, by name; null for what was answered alike. */
    results: Map<string, string | null>;
};

/** Send recorded requests, in this order. */
export async function play(player: Player, likeness: Likeness, ...names: string[]): Promise<void> {
    for (const name of names) {
        const recording = player.recordings.get(name);
        if (recording) player.results.set(name, await replay(player, recording, likeness));
    }
}

async function replay({ composer, stands }: Player, recording: Recording, likeness: Likeness): Promise<string | null> {
    const { request, response } = translate(recording, stands);
    const answer = await composer.ask(request.method, request.path, request.body ?? undefined, request.headers);
    const body = typeof response.body === "string" ? answer.text : answer.body;
    const expected = JSON.stringify([response.status, reduceBody(response.body, likeness)]);
    const found = JSON.stringify([answer.status, reduceOrTell(body, likeness, answer.text)]);
    return sortFields(found) === sortFields(expected) ? null : `answered ${found}\n    instead of ${expected}`;
}

function reduceOrTell(body: unknown, likeness: Likeness, text: string): unknown {
    try {
        return reduceBody(body, likeness);
    } catch {
        return text;
    }
}

/** The order of fields says nothing. */
const sortFields = (text: string): string =>
    JSON.stringify(JSON.parse(text), (_, value: unknown) =>
        value !== null && typeof value === "object" && !Array.isArray(value)
            ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
            : value,
    );

function translate(recording: Recording, stands: ReadonlyMap<string, string>): Recording {
    let text = JSON.stringify(recording);
    for (const [recorded, ours] of stands) text = text.replaceAll(recorded, ours);
    return JSON.parse(text);
}

/** Names of recordings, sorted. */
export const namesLike = ({ recordings }: Player, pattern: RegExp): string[] =>
    [...recordings.keys()].filter(name => pattern.test(name)).sort();

export const push = ({ composer }: Player, blueprint: unknown) =>
    composer.ask("POST", "/api/v1/blueprints/new", JSON.stringify(blueprint), { "Content-Type": "application/json" });
