/**
 * The system's Chromium, without the interface of its own that the whole one draws beside each page, and how to run it
 * without talking to anybody.
 */
export const chromiumPath = process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell";

export const flags = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/** Without it, a machine that has set no language gives downloads no names beyond ASCII. */
export const surroundings = { ...process.env, LC_ALL: "C.UTF-8" };
