/** Parts of what Galaxy servers answer, as far as they are believed. Authority: ansible-core, galaxy/api.py. */
import * as z from "zod/mini";

/** Of what a name has two. */
export const word = z.string().check(z.regex(/^[a-z_][a-z0-9_]{0,63}$/));

export const version = z.string().check(z.regex(/^[0-9A-Za-z.+-]{1,100}$/));

/** One line, and not endless. */
export const line = z.pipe(
    z.nullish(z.string()),
    z.transform(value =>
        (value ?? "")
            .slice(0, 1000)
            .replace(/[\p{C}\s]+/gu, " ")
            .trim()
            .slice(0, 300),
    ),
);
