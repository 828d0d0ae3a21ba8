/** Composes: status and the lists by state, info, log, image, cancel, delete. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { type Answer, ok, Refusal, type WireError } from "../answer.ts";
import { checkBlueprintName } from "../blueprint.ts";
import { type Compose, describeCompose, isOver, tellCompose } from "../compose.ts";
import type { Parts } from "../parts.ts";
import type { Request, Route } from "../router.ts";
import type { State } from "../state.ts";
import { startCompose } from "./start-compose.ts";

export const composeRoutes: readonly Route[] = [
    { method: "POST", path: "compose", answer: startCompose },
    { method: "GET", path: "compose/status/*ids", answer: tellStatus },
    {
        method: "GET",
        path: "compose/queue",
        answer: (_, { state }) => ok({ new: inState(state, "WAITING"), run: inState(state, "RUNNING") }),
    },
    { method: "GET", path: "compose/finished", answer: (_, { state }) => ok({ finished: inState(state, "FINISHED") }) },
    { method: "GET", path: "compose/failed", answer: (_, { state }) => ok({ failed: inState(state, "FAILED") }) },
    { method: "GET", path: "compose/info/:id", answer: tellInfo },
    { method: "GET", path: "compose/log/:id", answer: tellLog },
    { method: "GET", path: "compose/image/:id", answer: giveImage },
    { method: "DELETE", path: "compose/cancel/:id", answer: cancelCompose },
    { method: "DELETE", path: "compose/delete/*ids", answer: deleteComposes },
];

/** By id, as the real one has them: not by time. */
const sortComposes = (state: State): Compose[] => [...state.composes.values()].sort((a, b) => (a.id < b.id ? -1 : 1));

const inState = (state: State, wanted: Compose["state"]) =>
    sortComposes(state)
        .filter(({ state }) => state === wanted)
        .map(tellCompose);

const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
const invalidId = (id: string) => new Refusal(400, "UnknownUUID", `${id} is not a valid build uuid`);

function findCompose(state: State, id: string): Compose {
    if (!isId(id)) throw invalidId(id);
    const compose = state.composes.get(id.toLowerCase());
    if (!compose) throw new Refusal(400, "UnknownUUID", `Compose ${id} doesn't exist`);
    return compose;
}

const inWrongState = (message: string) => new Refusal(400, "BuildInWrongState", message);

function tellStatus({ argument, query }: Request, { state }: Parts) {
    const ids = argument === "*" ? null : argument.split(",");
    const malformed = ids?.find(id => !isId(id));
    if (malformed !== undefined) throw invalidId(malformed);
    const [blueprint, wanted, type] = ["blueprint", "status", "type"].map(name => query.get(name) ?? "");
    if (blueprint) checkBlueprintName(blueprint);
    const found = sortComposes(state)
        .filter(({ id }) => ids === null || ids.some(wanted => wanted.toLowerCase() === id))
        .filter(compose => !blueprint || compose.blueprint.name === blueprint)
        .filter(compose => !wanted || compose.state === wanted)
        .filter(compose => !type || compose.type === type);
    return ok({ uuids: found.map(tellCompose) });
}

function tellInfo({ argument }: Request, { state }: Parts) {
    const compose = state.composes.get(argument.toLowerCase());
    if (!compose) throw invalidId(argument);
    return ok(describeCompose(compose));
}

function tellLog({ argument }: Request, { state }: Parts): Answer {
    const compose = findCompose(state, argument);
    if (compose.state === "WAITING") {
        const msg = `Build ${argument} has not started yet. No logs to view.`;
        return ok({ status: false, errors: [{ id: "BuildInWrongState", msg }] });
    }
    if (compose.state === "RUNNING") return { status: 200, text: `Build ${argument} is still running.\n` };
    const log = join(state.results(compose.id), "log");
    const text = compose.cancelled || !existsSync(log) ? "The compose result is empty.\n" : readFileSync(log, "utf8");
    return { status: 200, text };
}

function giveImage({ argument }: Request, { state }: Parts): Answer {
    const compose = findCompose(state, argument);
    if (compose.state !== "FINISHED") throw inWrongState(`Build ${argument} is in wrong state: ${compose.state}`);
    return { status: 200, file: join(state.results(compose.id), "commit.tar"), name: `${compose.id}-commit.tar` };
}

function cancelCompose({ argument }: Request, { state, queue }: Parts) {
    const compose = findCompose(state, argument);
    if (isOver(compose)) throw inWrongState(`Build ${argument} is not in WAITING or RUNNING.`);
    queue.cancel(compose.id);
    return ok({ uuid: argument, status: true });
}

function deleteComposes({ argument }: Request, { state }: Parts) {
    const uuids: { uuid: string; status: true }[] = [];
    const errors: WireError[] = [];
    for (const id of argument.split(",")) {
        const compose = state.composes.get(id.toLowerCase());
        if (!isId(id)) errors.push({ id: "UnknownUUID", msg: `${id} is not a valid uuid` });
        else if (!compose) errors.push({ id: "UnknownUUID", msg: `compose ${id} doesn't exist` });
        else if (!isOver(compose))
            errors.push({ id: "BuildInWrongState", msg: `Compose ${id} is not in FINISHED or FAILED.` });
        else {
            state.dropCompose(compose.id);
            uuids.push({ uuid: id, status: true });
        }
    }
    return ok({ uuids, errors });
}
