import { defineConfig } from "vitest/config";

const SLOW = "test/**/*.integration.test.{ts,tsx}";

export default defineConfig({
    test: {
        projects: [
            {
                test: {
                    name: "unit",
                    include: ["test/**/*.test.{ts,tsx}"],
                    exclude: [SLOW],
                    testTimeout: 10_000,
                    isolate: false,
                },
            },
            { test: { name: "integration", include: [SLOW], testTimeout: 300_000, hookTimeout: 300_000 } },
        ],
    },
});
