import { expect, test } from "vitest";

import { listPhases } from "../../../src/ui/builds/phases.ts";
import { makeRecord, START } from "./record.ts";

const shape = (...given: Parameters<typeof listPhases>) =>
    listPhases(...given).map(({ name, progress, time }) => `${name} ${progress} ${time}`);

test("a running build has passed what came before, and counts on in its phase", () => {
    expect(shape(makeRecord(), START + 20_200)).toEqual([
        "preparing passed 5000",
        "starting passed 5000",
        "waiting passed 200",
        "running current 10000",
        "importing ahead null",
        "done ahead null",
    ]);
});

test("a build that is done has passed all, and its last phase lasted until its end", () => {
    const { phases } = makeRecord();
    const record = makeRecord({
        state: "done",
        ended: START + 60_000,
        phases: { ...phases, importing: START + 52_000 },
    });
    expect(shape(record, START + 999_999).slice(3)).toEqual([
        "running passed 41800",
        "importing passed 8000",
        "done passed null",
    ]);
});

test("a build that failed stopped in the phase it had reached", () => {
    const record = makeRecord({ state: "failed", ended: START + 183_000 });
    expect(shape(record, START + 999_999).slice(2)).toEqual([
        "waiting passed 200",
        "running stopped 172800",
        "importing ahead null",
        "done ahead null",
    ]);
});

test("a phase that nobody saw has no time, and the one before it lasts until the next that was seen", () => {
    const record = makeRecord({ phases: { preparing: START, running: START + 3000 } });
    expect(shape(record, START + 4000).slice(0, 4)).toEqual([
        "preparing passed 3000",
        "starting passed null",
        "waiting passed null",
        "running current 1000",
    ]);
});

test("a lost build has stopped, and its time does not go on", () => {
    expect(shape(makeRecord({ state: "lost" }), START + 999_999)[3]).toBe("running stopped null");
});

test("a clock that went back shows no negative time", () => {
    expect(shape(makeRecord(), START)[3]).toBe("running current 0");
});
