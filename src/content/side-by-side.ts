/** More at once would not be done sooner, by servers or by a machine with few processors. */
const MOST = 4;

/**
 * Do the same with each, a few at once; answers in their order. When one fails nothing more is begun, and what has begun is
 * waited for.
 */
export async function sideBySide<Item, Result>(
    items: readonly Item[],
    work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
    const results: Result[] = [];
    const left = [...items.entries()];
    const worker = async () => {
        for (let next = left.shift(); next; next = left.shift()) {
            const [index, item] = next;
            try {
                results[index] = await work(item);
            } catch (error) {
                left.length = 0;
                throw error;
            }
        }
    };
    const workers = Array.from({ length: Math.min(MOST, items.length) }, worker);
    await Promise.allSettled(workers);
    await Promise.all(workers);
    return results;
}
