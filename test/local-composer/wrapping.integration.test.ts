import { execFileSync } from "node:child_process";
import { once } from "node:events";
import {
    chownSync,
    cpSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { copyCache, digestRepository, FEW, forgetRpms, makeRepository, startMaking, WRAP } from "./wrapping.ts";

let directory: string;
let repository: string;

beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), "wrapping-"));
    repository = (await makeRepository()).repository;
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe("wrapping", () => {
    test("gives the same bytes again, and two at once make one repository", async () => {
        const cache = join(directory, "two");
        copyCache(cache, ["debs", "rpms"]);
        forgetRpms(cache, FEW);
        const both = await Promise.all([makeRepository({ cache }), makeRepository({ cache })]);
        const [first, second] = both;
        expect(both).toMatchObject([{ status: 0 }, { status: 0, repository: first.repository }]);
        expect([first.progress, second.progress].sort()).toEqual([
            "",
            expect.stringMatching(`^wrapping ${FEW.length} of \\d+ packages\\n$`),
        ]);
        expect(digestRepository(first.repository)).toEqual(digestRepository(repository));
    });

    test("goes on where it was killed", async () => {
        const cache = join(directory, "killed");
        copyCache(cache, ["debs", "rpms"]);
        forgetRpms(cache, FEW);
        const work = join(cache, "cockpit-ee/work");
        const killed = startMaking({ cache });
        const end = once(killed, "exit");
        // Between two packages nothing is in work: it is held still to be looked at, and goes on where that is so.
        const isCaught = () => {
            killed.kill("SIGSTOP");
            if (!/\) T /.test(readFileSync(`/proc/${killed.pid}/stat`, "utf8"))) return false;
            const isAtWork = existsSync(work) && readdirSync(work).length > 0;
            if (!isAtWork) killed.kill("SIGCONT");
            return isAtWork;
        };
        await expect.poll(isCaught, { timeout: 60_000, interval: 5 }).toBe(true);
        killed.kill("SIGKILL");
        await end;
        expect(readdirSync(work)).not.toEqual([]);
        const made = await makeRepository({ cache });
        expect(made).toMatchObject({ status: 0 });
        expect(digestRepository(made.repository)).toEqual(digestRepository(repository));
    });

    test("says what to do when apt knows nothing and the caller may not change that", async () => {
        // an ordinary user may not be able to read this directory
        const scripts = join(directory, "scripts");
        const cache = join(directory, "nobody");
        cpSync(WRAP, scripts, { recursive: true });
        mkdirSync(cache);
        chownSync(cache, 65534, 65534);
        execFileSync("chmod", ["a+rX", "-R", directory]);
        const made = await makeRepository({ scripts, cache, lists: join(directory, "none"), user: "65534" });
        expect(made).toEqual({
            status: 1,
            repository: "",
            progress: expect.stringContaining("run `apt-get update` as root first"),
        });
    });

    test("stops at a package that Debian does not have", async () => {
        const scripts = join(directory, "wrong");
        cpSync(WRAP, scripts, { recursive: true });
        writeFileSync(join(scripts, "seeds.txt"), "bash\n../no-such$(package)\n");
        const made = await makeRepository({ scripts, cache: join(directory, "wrong-cache") });
        expect(made).toMatchObject({
            status: 1,
            repository: "",
            progress: expect.stringMatching(/^apt has no package \.\.\/no-such/),
        });
    });
});
