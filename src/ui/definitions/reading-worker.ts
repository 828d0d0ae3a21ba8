/** Reads definitions for the list beside the page: judging one takes longer than a frame. Made into reading-worker.js. */
import { readSummary, type ToRead } from "./read-summary.ts";

addEventListener("message", ({ data }: MessageEvent<ToRead>) => postMessage(readSummary(data)));
