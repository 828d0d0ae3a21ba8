/** Who drives a build, where what the host answers comes late. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";

import { takeClaim } from "../../src/build/claim.ts";
import type { Host } from "../../src/host/host.ts";
import { nodeHost } from "../../src/host/node.ts";

const state = mkdtempSync(join(tmpdir(), "claim-"));
const path = `${state}/builds/one.claim`;
mkdirSync(`${state}/builds`);
afterAll(() => rmSync(state, { recursive: true }));
beforeEach(() => void vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] }));
afterEach(() => {
    vi.useRealTimers();
    rmSync(path, { force: true });
});

const real = nodeHost({ state });
const RENEWAL = 5000;

function signal(): { given: Promise<void>; give: () => void } {
    let give = () => {};
    const given = new Promise<void>(resolve => {
        give = resolve;
    });
    return { given, give: () => give() };
}

/** A claim, and its next renewal held where it has just seen that it is ours. */
async function takeHeld() {
    const running = new Set<Promise<unknown>>();
    const [seen, gate] = [signal(), signal()];
    let isHolding = false;
    const host: Host = {
        ...real,
        run(argv, options) {
            const isHeld = isHolding && argv[0] === "cat";
            if (isHeld) isHolding = false;
            const answer = real.run(argv, options).then(async output => {
                if (isHeld) seen.give();
                if (isHeld) await gate.given;
                return output;
            });
            running.add(answer);
            const done = () => void running.delete(answer);
            answer.then(done, done);
            return answer;
        },
    };
    const claim = await takeClaim(host, state, "one");
    isHolding = true;
    vi.advanceTimersByTime(RENEWAL);
    await seen.given;
    return {
        claim,
        /** Let the renewal go on, and wait until it has ended. */
        async goOn() {
            gate.give();
            do {
                await Promise.allSettled(running);
                await new Promise(setImmediate);
            } while (running.size > 0);
        },
    };
}

test("a claim that is released stays so, however late its renewal goes on", async () => {
    const { claim, goOn } = await takeHeld();
    await claim?.release();
    await goOn();
    expect(existsSync(path)).toBe(false);
    expect(await takeClaim(real, state, "one")).not.toBeNull();
});

test("nor does a late renewal take a claim from who has taken it over", async () => {
    const { claim, goOn } = await takeHeld();
    writeFileSync(path, "another page");
    await goOn();
    expect(readFileSync(path, "utf8")).toBe("another page");
    expect(await claim?.holds()).toBe(false);
    await claim?.release();
    expect(existsSync(path)).toBe(true);
});

test("a renewal makes a claim as young as it was", async () => {
    const { claim, goOn } = await takeHeld();
    const old = new Date(Date.now() - 25_000);
    utimesSync(path, old, old);
    await goOn();
    expect(statSync(path).mtimeMs).toBeGreaterThan(old.getTime());
    expect(await claim?.holds()).toBe(true);
    await claim?.release();
    expect(existsSync(path)).toBe(false);
});
