import { expect, test } from "vitest";

import { hrefTo, parseRoute, pathTo } from "../../src/ui/location.ts";

test("each page's path leads back to it", () => {
    expect(parseRoute(pathTo.definitions())).toEqual({ page: "definitions" });
    expect(parseRoute(pathTo.definition("a", "plan"))).toEqual({
        page: "definition",
        name: "a",
        tab: "plan",
        dialog: false,
    });
    expect(parseRoute(pathTo.definition("a", "build"))).toEqual({
        page: "definition",
        name: "a",
        tab: "plan",
        dialog: true,
    });
    expect(parseRoute(pathTo.builds())).toEqual({ page: "builds" });
    expect(parseRoute(pathTo.build("0a"))).toEqual({ page: "build", id: "0a" });
    expect(parseRoute(pathTo.repository())).toEqual({ page: "repository" });
    expect(parseRoute(pathTo.commit("ee/a"))).toEqual({ page: "commit", revision: "ee/a", tab: "overview" });
    expect(parseRoute(pathTo.commit("ee/a", "rpms"))).toMatchObject({ tab: "rpms" });
    expect(parseRoute(pathTo.compare("a", "b", "files"))).toEqual({
        page: "compare",
        from: "a",
        to: "b",
        tab: "files",
    });
});

test("a first tab has no word of its own, so each page has one address", () => {
    expect(pathTo.definition("a")).toEqual(["definitions", "a"]);
    expect(parseRoute(["definitions", "a", "definition"])).toEqual({ page: "unknown" });
    expect(parseRoute(["commits", "a", "overview"])).toEqual({ page: "unknown" });
});

test.each([[["nope"]], [["definitions", "a", "b", "c"]], [["builds", "a", "b"]], [["compare", "a"]], [["commits"]]])(
    "%j is no page",
    path => {
        expect(parseRoute(path)).toEqual({ page: "unknown" });
    },
);

test("an address trimmed to its room leads to the room", () => {
    expect(parseRoute(["definitions"])).toEqual({ page: "definitions" });
});

test("refs and strange names are encoded in addresses", () => {
    expect(hrefTo(pathTo.commit("ee/x/y"))).toBe("#/commits/ee%2Fx%2Fy");
    expect(hrefTo(pathTo.definition("a"), { file: "files/b.txt", line: "4" })).toBe(
        "#/definitions/a?file=files%2Fb.txt&line=4",
    );
    expect(hrefTo([])).toBe("#/");
});
