/**
 * Imported before anything that has a schema: Cockpit's content security policy forbids compiled validators.
 *
 * That holds for a page in one file. In ours, chunks run before the first line of index.js, so pkg/build.js says the
 * same at the head of each.
 */
import * as z from "zod/mini";

z.config({ jitless: true });
