import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";

import { compareVersions } from "../../src/ostree/version-order.ts";

const versions = [
    "1 1.0 1.0.0 1.1 1.10 1.9 01.1 1..1 1_1 a b ab 1a 1.a a1",
    "A 2.el9 2.el9_5 2.el9_6.14 1~rc1 1~rc2 1~ 1^git1 1^ 1^git1~pre 1.0~~ 1.0^^ 20240101 9999999999999999999999 1.2.3 1.2.3a",
].flatMap(line => line.split(" "));

/** What rpm itself says of every pair, in one run. */
function askRpm(): number[] {
    const list = versions.map(version => `"${version}"`).join(",");
    const loops = "for _, a in ipairs(v) do for _, b in ipairs(v) do print(rpm.vercmp(a, b) .. ' ') end end";
    const argv = ["--eval", `%{lua: local v = {${list}} ${loops}}`];
    const output = execFileSync("rpm", argv, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    return output.trim().split(/\s+/).map(Number);
}

test("versions are ordered as rpm orders them", () => {
    const pairs = versions.flatMap(one => versions.map(other => [one, other] as const));
    const said = askRpm();
    expect(said).toHaveLength(pairs.length);
    const differing = pairs.filter(([one, other], index) => Math.sign(compareVersions(one, other)) !== said[index]);
    expect(differing).toEqual([]);
});
