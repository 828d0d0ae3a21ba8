/** Randomness that can be repeated: each source is made of a seed, and tests print theirs. */

export type Random = {
    /** A whole number from 0 to `below` - 1. */
    below: (below: number) => number;
    chance: (probability: number) => boolean;
    one: <Item>(items: readonly Item[]) => Item;
    /** Each item with this probability, in their order. */
    some: <Item>(items: readonly Item[], probability: number) => Item[];
};

/** The seed of this run: the day's number, or SEED of the environment. */
export const seedOfRun = (): number => Number(process.env.SEED ?? Math.floor(Date.now() / 86_400_000));

/**
 * How many random cases a test looks at: the usual number, times RUNS of the environment. Who waits for them, with neither
 * that nor ALL, sees a third; each day others.
 */
export const runsOf = (usual: number): number =>
    Math.ceil(usual * Number(process.env.RUNS ?? (process.env.ALL ? 1 : 1 / 3)));

export function makeRandom(seed: number): Random {
    let state = seed >>> 0;
    const next = (): number => {
        state = (state + 0x6d2b79f5) >>> 0;
        let mixed = Math.imul(state ^ (state >>> 15), state | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
    const below = (limit: number) => Math.floor(next() * limit);
    return {
        below,
        chance: probability => next() < probability,
        one: items => items[below(items.length)] as (typeof items)[number],
        some: (items, probability) => items.filter(() => next() < probability),
    };
}

/** So many of them at the most as `runsOf` says, in their order; others with each seed. With ALL in the environment every one. */
export function sampleOf<Item>(items: readonly Item[], most = items.length, seed = seedOfRun()): Item[] {
    if (process.env.ALL) return [...items];
    const random = makeRandom(seed);
    const order = items.map((item, index) => ({ item, index, by: random.below(2 ** 32) }));
    const chosen = order.sort((left, right) => left.by - right.by).slice(0, runsOf(most));
    return chosen.sort((left, right) => left.index - right.index).map(({ item }) => item);
}
