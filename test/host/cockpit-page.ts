/** A page with nothing on it: does the deeds of the contract inside a real Cockpit, where only its adapter can run. */
import "../../src/ui/zod-config.ts";
import { cockpitHost } from "../../src/host/cockpit.ts";
import { download, readConfig, readUser } from "../../src/host/cockpit-session.ts";
import type { Rights } from "../../src/host/host.ts";
import { facts, outcomeOf, type Places } from "./contract.ts";

declare global {
    interface Window {
        /** What comes of the fact with this name. */
        outcomeOf: (name: string, places: Places) => Promise<unknown>;
        /** What a program says, or the problem. */
        say: (state: string, argv: string[], rights: Rights) => Promise<string>;
        /** The status of an answer, or the problem. */
        ask: (socket: string) => Promise<number | string>;
        readConfig: typeof readConfig;
        readUser: typeof readUser;
        download: typeof download;
    }
}

window.outcomeOf = (name, places) => {
    const fact = facts.find(({ fact }) => fact === name);
    if (!fact) throw new Error(`no such fact: ${name}`);
    return outcomeOf(fact, cockpitHost({ state: places.directory }), places);
};

const problemOf = (error: { problem: string }) => error.problem;

window.say = (state, argv, rights) =>
    cockpitHost({ state })
        .run(argv, { as: rights })
        .then(bytes => new TextDecoder().decode(bytes).trim(), problemOf);

window.ask = socket =>
    cockpitHost({ state: "/" })
        .request({ socket, method: "GET", path: "/missing" })
        .then(({ status }) => status, problemOf);

Object.assign(window, { readConfig, readUser, download });
