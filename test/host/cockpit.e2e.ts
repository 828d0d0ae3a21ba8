/** The contract of the adapters, kept inside a real Cockpit. */
import { facts } from "./contract.ts";
import { expect, test } from "./page-fixture.ts";

test.use({ isShared: true });

for (const fact of facts)
    test(`in Cockpit, ${fact.fact}`, { tag: "@every-cockpit" }, async ({ page, places }) => {
        const outcome = await page.evaluate(([name, places]) => window.outcomeOf(name, places), [
            fact.fact,
            places,
        ] as const);
        if (typeof fact.expected === "object") expect(outcome).toMatchObject(fact.expected);
        else expect(outcome).toEqual(fact.expected);
    });
