/** `?offset=&limit=` of lists. */
import { Refusal } from "./answer.ts";

export type Page = { offset: number; limit: number };

/** 20 from the beginning, unless told. */
export const readPage = (query: URLSearchParams): Page => ({
    offset: readCount(query, "offset", 0),
    limit: readCount(query, "limit", 20),
});

function readCount(query: URLSearchParams, name: string, otherwise: number): number {
    const text = query.get(name);
    if (text === null || text === "") return otherwise;
    if (/^\d{1,15}$/.test(text)) return Number(text);
    const problem = `strconv.ParseUint: parsing "${text}": invalid syntax`;
    throw new Refusal(400, "BadLimitOrOffset", `BadRequest: invalid value for '${name}': ${problem}`);
}

export const takePage = <Item>(items: readonly Item[], { offset, limit }: Page): Item[] =>
    items.slice(offset, offset + limit);
