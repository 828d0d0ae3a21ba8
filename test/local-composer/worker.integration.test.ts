import { expect, test } from "vitest";

import { createWorker } from "../../src/local-composer/worker.ts";

const worker = (script: string) => createWorker(["sh", "-c", script], "/nowhere");
const MINUTE = 60_000;

test("one program answers one question after the other", async () => {
    const ask = worker('while read -r line; do printf "%s\\n" "$$ $line"; done');
    const [first, second] = [await ask({ a: 1 }, MINUTE), await ask("b\n", MINUTE)];
    expect(first).toMatch(/^\d+ \{"a":1\}\n$/);
    expect(second).toBe(first.replace('{"a":1}', '"b\\n"'));
});

test("a program that ends without an answer says why, and the next question finds another", async () => {
    const ask = worker('read -r line; [ "$line" = 1 ] && { echo "no such thing" >&2; exit 1; }; echo "$line"; read -r');
    await expect(ask(1, MINUTE)).rejects.toThrow("no such thing");
    expect(await ask(2, MINUTE)).toBe("2\n");
});

test("a program that does not answer in time, and one that tells without end, are ended", async () => {
    await expect(worker("sleep 600")(1, 10)).rejects.toThrow("sh ended");
    await expect(worker("yes | tr -d '\\n'")(1, MINUTE)).rejects.toThrow("sh ended");
});
