import { defineConfig } from "vitest/config";

const SLOW = "test/**/*.integration.test.{ts,tsx}";

export default defineConfig({
    test: {
        // Tests wait for programs more than they compute: two files at once on two processors.
        maxWorkers: 2,
        projects: [
            {
                test: {
                    name: "unit",
                    include: ["test/**/*.test.{ts,tsx}"],
                    exclude: [SLOW],
                    // Also what bounds the tests that hostile input is dealt with soon.
                    testTimeout: 60_000,
                    isolate: false,
                },
            },
            { test: { name: "integration", include: [SLOW], testTimeout: 300_000, hookTimeout: 300_000 } },
        ],
    },
});
