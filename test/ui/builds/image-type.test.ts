import { expect, test } from "vitest";

import { commitTypes, imageTypeName } from "../../../src/ui/builds/image-type.tsx";

test.each([
    ["edge-commit", "Commit"],
    ["fedora-iot-commit", "Commit"],
    ["iot-container", "Container"],
    ["edge-installer", "Installer"],
    ["edge-simplified-installer", "Simplified installer"],
    ["iot-raw-xz", "Raw"],
    ["qcow2", "qcow2"],
])("%s is shown as %s", (type, name) => {
    expect(imageTypeName(type)).toBe(name);
});

test("of all types only those that make a commit are offered", () => {
    expect(commitTypes(["edge-commit", "edge-container", "qcow2", "iot-commit"])).toEqual([
        "edge-commit",
        "iot-commit",
    ]);
});
