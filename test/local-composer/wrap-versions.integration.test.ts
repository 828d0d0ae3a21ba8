import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";

const VERSION = "src/local-composer/wrap/version.py";

describe("versions of wrapped packages", () => {
    test("are what the examples beside the rules say", () => {
        const output = execFileSync("/usr/bin/python3", ["-B", "-m", "doctest", "-v", VERSION], { encoding: "utf8" });
        expect(output).toMatch(/\b1[0-9] passed and 0 failed/);
    });
});
