import { expect, test } from "vitest";

import { carriedByImage, containersOf, planImage, withImage } from "../../src/build/container.ts";
import { findEmbedded } from "../../src/build/verify-image.ts";
import { droppedFields, embedsContainers } from "../../src/osbuild/blueprint.ts";
import { imageFiles, parseImages } from "../../src/ostree/images.ts";

const DIGEST = `sha256:${"ab".repeat(32)}`;
const fixed = `quay.io/acme/ee@${DIGEST}`;
const rsync = { kind: "system" as const, name: "rsync", wanted: "", text: "rsync", askedBy: ["line 4"] };

test("an image of a digest is exact; a tag, a registry that nobody vouches for and nothing to run it are told", () => {
    expect(planImage({ image: fixed }, true)).toMatchObject({
        ...{ kind: "container", text: fixed, askedBy: ["cockpit-ee.json"], carrier: "container" },
        ...{ fidelity: "exact", satisfiedBy: DIGEST, note: null },
    });
    expect(planImage({ image: fixed, "tls-verify": false }, true)).toMatchObject({ fidelity: "exact", note: null });
    const loose = planImage({ image: "quay.io/acme/ee:1", "tls-verify": false }, false);
    expect(loose).toMatchObject({ fidelity: "equivalent", satisfiedBy: null });
    expect(loose.note).toBe(
        "A tag may be moved to another image. Give the digest to get this one and no other. Nothing vouches for the registry it comes from. No source has podman, which runs it.",
    );
});

test("an image that stands alone carries all that is needed, and one beside changes no row", () => {
    const rows = [
        { ...rsync, carrier: null, fidelity: "missing" as const, satisfiedBy: null, note: "No source has rsync." },
        { ...rsync, carrier: null, fidelity: "not-needed" as const, satisfiedBy: null, note: "Excluded." },
    ];
    expect(withImage(rows, { image: fixed, alone: true })).toMatchObject([
        { kind: "container" },
        { text: "rsync", carrier: "container", fidelity: "equivalent" },
        rows[1],
    ]);
    expect(withImage(rows, { image: fixed }).slice(1)).toEqual(rows);
    expect(withImage(rows, null)).toEqual(rows);
});

test("a blueprint says whether the registry is to be trusted only where that was decided", () => {
    expect(containersOf(null)).toEqual({});
    expect(containersOf({ image: fixed })).toEqual({ containers: [{ source: fixed }] });
    expect(containersOf({ image: fixed, "tls-verify": false }).containers).toEqual([
        { source: fixed, "tls-verify": false },
    ]);
});

test("a composer that forgets containers is found out, and only types of commits and of repositories hold them", () => {
    const stored = { name: "a", description: "", version: "0.0.1", packages: [], modules: [], groups: [], distro: "" };
    expect(droppedFields(stored, { ...stored, ...containersOf({ image: fixed }) })).toEqual(["containers"]);
    expect(["edge-commit", "iot-commit", "fedora-iot-commit", "edge-container"].every(embedsContainers)).toBe(true);
    expect(["edge-installer", "iot-raw-image", "qcow2", "edge-commit\n"].some(embedsContainers)).toBe(false);
});

test("images of a commit are found by what they were pulled as, and what is no list of images holds none", () => {
    const list = [{ names: ["quay.io/acme/ee:latest"], digest: DIGEST }, { names: null }];
    const texts = new Map([[imageFiles[0] ?? "", JSON.stringify(list)]]);
    const find = (image: string) => findEmbedded(planImage({ image }, null), texts, []);
    expect(find("quay.io/acme/ee")).toEqual({ state: "present", found: `quay.io/acme/ee ${DIGEST}`, note: null });
    expect(find(fixed)).toMatchObject({ state: "present", found: fixed });
    expect(find("quay.io/acme/ee:1")).toMatchObject({ state: "missing" });
    const needed = carriedByImage(rsync);
    expect(findEmbedded(needed, texts, [planImage({ image: fixed }, null), needed])).toMatchObject({
        state: "present",
        note: expect.stringContaining("not looked at"),
    });
    expect(findEmbedded(needed, texts, [needed]).state).toBe("missing");
    for (const text of [
        "",
        "{}",
        "[1]",
        `[{"names": "x"}]`,
        `[${'{"names":[]},'.repeat(1001)}{}]`,
        "[".repeat(100_000),
    ])
        expect(parseImages(text)).toEqual([]);
});
