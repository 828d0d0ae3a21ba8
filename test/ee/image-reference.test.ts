import { expect, test } from "vitest";

import { checkImageReference, parseImageReference } from "../../src/ee/image-reference.ts";

const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;

test.each([
    ["quay.io/acme/ee:1.0", { registry: "quay.io", path: "acme/ee", tag: "1.0", digest: null }],
    ["127.0.0.1:5000/ee", { registry: "127.0.0.1:5000", path: "ee", tag: null, digest: null }],
    ["localhost:5000/a/b/c:x", { registry: "localhost:5000", path: "a/b/c", tag: "x", digest: null }],
    ["[::1]:5000/ee:x", { registry: "[::1]:5000", path: "ee", tag: "x", digest: null }],
    [`r.example/a__b/c--d.e@${DIGEST}`, { registry: "r.example", path: "a__b/c--d.e", tag: null, digest: DIGEST }],
])("%s is an image in a registry", (text, parsed) => {
    expect(parseImageReference(text)).toEqual(parsed);
});

test.each([
    ["", "is no image"],
    ["quay.io", "Name the registry of quay.io too"],
    ["my-ee:latest", "Name the registry of my-ee:latest too"],
    ["acme/my-ee", "Name the registry of acme/my-ee too"],
    ["localhost/my-ee:1", "Push the image to a registry"],
    ["quay.io/Acme/ee", "is no image"],
    ["quay.io/acme//ee", "is no image"],
    ["/acme/ee:1", "is no image"],
    ["quay.io/acme/ee ", "is no image"],
    ["quay.io/a\n/ee", "is no image"],
    ["https://quay.io/acme/ee", "is no image"],
    ["user:word@quay.io/acme/ee", "quay.io/acme/ee is no digest"],
    ["--authfile=x.y/acme", "is no image"],
    ["quay.io/acme/ee:", "is no tag"],
    ["quay.io/acme/ee:-x", "is no tag"],
    [`quay.io/acme/ee:${"x".repeat(129)}`, "is no tag"],
    ["quay.io/acme/ee@sha256:12", "is no digest"],
    [`quay.io/acme/ee@sha512:${"0".repeat(128)}`, "is no digest"],
    [`quay.io/acme/ee:1@${DIGEST}`, "a tag or a digest"],
    [`quay.io/${"a/".repeat(130)}ee`, "is no image"],
    [`${"a-".repeat(190)}.io/ee!`, "is no image"],
])("%j is refused, in words", (text, words) => {
    expect(checkImageReference(text)).toContain(words);
});

test("a name of two million characters is refused", () => {
    expect(checkImageReference(`quay.io/${"a-".repeat(1_000_000)}`)).toContain("longer than");
});
