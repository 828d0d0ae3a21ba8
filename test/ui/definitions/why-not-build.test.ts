import { expect, test } from "vitest";

import { whyNotBuild } from "../../../src/ui/definitions/why-not-build.ts";

const ready = {
    denied: null,
    isUnsaved: false,
    errors: 0,
    unsettled: null,
    composer: { kind: "ready", backend: "x" } as const,
};

test("nothing stands in the way of a saved definition without errors; nor is anything denied that is not known", () => {
    expect(whyNotBuild(ready)).toBeNull();
    expect(whyNotBuild({ ...ready, composer: undefined })).toBeNull();
});

test("the first thing to clear is the one that is named", () => {
    expect(whyNotBuild({ ...ready, denied: "Not you.", errors: 1 })).toBe("Not you.");
    expect(whyNotBuild({ ...ready, errors: 2, isUnsaved: true })).toBe("Settle 2 errors first.");
    expect(whyNotBuild({ ...ready, isUnsaved: true, composer: { kind: "inactive" } })).toBe("Save the changes first.");
    expect(whyNotBuild({ ...ready, unsettled: "Settle it.", composer: { kind: "inactive" } })).toBe("Settle it.");
    expect(whyNotBuild({ ...ready, composer: { kind: "inactive" } })).toBe(
        "osbuild-composer is not running. Start it first.",
    );
});
