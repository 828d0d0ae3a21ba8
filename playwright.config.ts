import { defineConfig } from "@playwright/test";

import { chromiumPath, flags, surroundings } from "./test/support/browser.ts";

export default defineConfig({
    testDir: "test",
    testMatch: "**/*.e2e.ts",
    outputDir: "test-results",
    // Tests wait more than they compute: two at once on two processors.
    workers: 2,
    forbidOnly: true,
    timeout: 300_000,
    expect: { timeout: 60_000 },
    use: {
        headless: true,
        launchOptions: { executablePath: chromiumPath, args: flags, env: surroundings },
        viewport: { width: 1280, height: 800 },
        // Half as wide and high in pixels is a quarter to draw; pictures are looked at as they are.
        contextOptions: { reducedMotion: "reduce", deviceScaleFactor: process.env.PICTURES ? 1 : 0.5 },
        actionTimeout: 60_000,
        screenshot: "only-on-failure",
    },
    projects: [
        { name: "cockpit-287", use: { version: "287" } },
        { name: "cockpit-337", use: { version: "337" } },
        // The newer Cockpit shows the same page; what depends on Cockpit, and the whole way, have this tag.
        { name: "cockpit-337-apart", grep: /@every-cockpit/, use: { version: "337" } },
    ],
});
