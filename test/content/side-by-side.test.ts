import { expect, test } from "vitest";

import { sideBySide } from "../../src/content/side-by-side.ts";

test("each is done once, a few at once, and answers stand in their order", async () => {
    let running = 0;
    let most = 0;
    const answers = await sideBySide([5, 1, 4, 2, 3, 0], async item => {
        most = Math.max(most, ++running);
        for (let turn = 0; turn < item; turn++) await Promise.resolve();
        running--;
        return item * 2;
    });
    expect(answers).toEqual([10, 2, 8, 4, 6, 0]);
    expect(most).toBe(4);
});

test("when one fails nothing more is begun, and what has begun is waited for", async () => {
    const begun: number[] = [];
    const ended: number[] = [];
    const run = sideBySide([0, 1, 2, 3, 4, 5, 6], async item => {
        begun.push(item);
        await Promise.resolve();
        if (item === 0) throw new Error("no");
        for (let turn = 0; turn < 5; turn++) await Promise.resolve();
        ended.push(item);
    });
    await expect(run).rejects.toThrow("no");
    expect(begun).toEqual([0, 1, 2, 3]);
    expect(ended).toEqual([1, 2, 3]);
});
