/** The command `cockpit-ee`: the same core without a browser. */
import { runCommandLine } from "./cli/command-line.ts";

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());

// What is written below the state directory is shared by the group that keeps it.
process.umask(0o002);
process.exitCode = await runCommandLine(process.argv.slice(2), stop.signal);
