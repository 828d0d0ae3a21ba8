import { expect, test } from "vitest";

import { explainFailure } from "../../../src/ui/builds/cause.ts";

test.each([
    [
        "  file /usr/a from install of ee-core-1 conflicts with file from package b-1",
        "Two packages bring the same file",
    ],
    ["Problems in request:\nmissing packages: nope, nope2", "No repository has nope, nope2"],
    [
        "  - nothing provides does-not-exist >= 9 needed by broken-dep-1.0-1.noarch",
        "No repository has does-not-exist >= 9",
    ],
    ["write error: No space left on device", "The disk is full where the composer works"],
    [
        "failed to resolve container: 'r.example/ee:1': error getting manifest: reading manifest 1 in r.example/ee: unauthorized: access",
        "The registry does not give r.example/ee:1 without a login",
    ],
    [
        "failed to resolve container: 'r.example/ee:2': error getting manifest: reading manifest 2 in r.example/ee: manifest unknown",
        "The registry has no r.example/ee:2",
    ],
    [
        "failed to resolve container: 'a:5/ee': error getting manifest: pinging container registry a:5: http: server gave HTTP response to HTTPS client",
        "Nothing vouches for the registry of a:5/ee",
    ],
    [
        "failed to resolve container: 'a:5/ee': error getting manifest: pinging container registry a:5: connect: connection refused",
        "The registry of a:5/ee does not answer",
    ],
    ["/a/ee-web-0.1-1.noarch.rpm: digests SIGNATURES NOT OK", "A package is not signed by a key of its source"],
    [
        "Command '['rpmkeys', '--root', '/t', '--checksig', 'sha256:1']' returned non-zero exit status 1.",
        "A package is not signed by a key of its source",
    ],
    ["osbuild: stage org.osbuild.rpm failed with exit status 1", "The build failed"],
])("“%s” means “%s”", (detail, title) => {
    expect(explainFailure({ message: "", detail }).title).toBe(title);
});

test("the sentence of the error is looked at before its raw words", () => {
    const error = { message: "missing packages: a", detail: "No space left on device" };
    expect(explainFailure(error).title).toBe("No repository has a");
});

test("a build that failed without a word has a title too", () => {
    expect(explainFailure(null)).toEqual({ title: "The build failed", advice: null });
});
