import { expect, test } from "vitest";

import { HostError, type Problem } from "../../src/host/host.ts";
import { parseServiceState, type ServiceState } from "../../src/osbuild/service.ts";
import { composerStateOf } from "../../src/ui/composer-state.ts";

const stateFor = (problem: Problem, service: ServiceState = "absent") =>
    composerStateOf(new HostError(problem, "words", "raw"), async () => service);

test("what went wrong is told apart by what would help", async () => {
    expect(await stateFor("not-found", "absent")).toEqual({ kind: "not-installed" });
    expect(await stateFor("not-found", "inactive")).toEqual({ kind: "inactive" });
    expect(await stateFor("refused")).toEqual({ kind: "inactive" });
    expect(await stateFor("access-denied")).toEqual({ kind: "no-permission" });
    expect(await stateFor("failed")).toEqual({ kind: "error", message: "words", detail: "raw" });
    expect(await stateFor("timeout")).toEqual({ kind: "silent", message: "words" });
});

test("our own mistakes are not the composer's", async () => {
    await expect(composerStateOf(new TypeError("bug"), async () => "active")).rejects.toThrow("bug");
});

test.each([
    ["LoadState=loaded\nActiveState=active\n", "active"],
    ["LoadState=loaded\nActiveState=inactive\n", "inactive"],
    ["LoadState=not-found\nActiveState=inactive\n", "absent"],
    ["", "absent"],
    ["LoadState=loaded ActiveState=active", "absent"],
])("systemctl's %j means %s", (output, state) => {
    expect(parseServiceState(output)).toBe(state);
});
