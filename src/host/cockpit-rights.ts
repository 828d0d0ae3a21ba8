/** With whose rights a program runs on the machine Cockpit is logged in to. */
import cockpit, { type ChannelOptions } from "cockpit";

import { exchange } from "./cockpit-channel.ts";
import type { Rights } from "./host.ts";
import { actAs, keeperId, keeperUser, stateGroup } from "./keeper.ts";

/** How to run it: what the channel is opened with, and what stands before the program. */
export type Actor = { superuser?: "require"; prefix: string[] };

const SELF: Actor = { prefix: [] };
const ROOT: Actor = { superuser: "require", prefix: [] };

/** @param state The state directory. The answer for its keeper is found out once. */
export function actors(state: string): (rights: Rights) => Promise<Actor> {
    let keeper: Promise<Actor> | null = null;
    return async rights => {
        if (rights === "self") return SELF;
        if (rights === "root") return ROOT;
        keeper ??= findKeeper(state).catch((error: unknown) => {
            keeper = null;
            throw error;
        });
        return keeper;
    };
}

async function findKeeper(state: string): Promise<Actor> {
    const { id } = await cockpit.user();
    if (id !== 0 && (await succeeds(["test", "-w", state]))) return SELF;
    const hasAccount = await succeeds(["getent", "passwd", keeperUser]);
    const hasGroup = await succeeds(["getent", "group", stateGroup]);
    return {
        superuser: "require",
        prefix: actAs(hasAccount ? keeperUser : keeperId, hasGroup ? stateGroup : keeperId),
    };
}

/** Whether a program that only looks exits with 0. */
export async function succeeds(argv: string[], superuser?: "try" | "require"): Promise<boolean> {
    const open: ChannelOptions = { payload: "stream", spawn: argv, ...(superuser && { superuser }) };
    const { close } = await exchange(open, new Uint8Array(), argv[0] ?? "", { timeout: 10_000 });
    return close.problem === undefined && close["exit-status"] === 0;
}
