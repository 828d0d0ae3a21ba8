import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

const SLOW = "test/**/*.integration.test.{ts,tsx}";

/** As the page has it: the package's build for Node looks into the environment with every token. */
const resolveAsPage = { alias: { yaml: resolve("node_modules/yaml/browser/index.js") } };

export default defineConfig({
    test: {
        // Tests wait for programs more than they compute: two files at once on two processors.
        maxWorkers: 2,
        // What a module becomes is kept below node_modules by what is in it, written aside and renamed.
        experimental: { fsModuleCache: true },
        tags: [
            {
                name: "hostile",
                description: "Input as large or as wicked as can be: not in `make unit`",
                // How long one may keep us at most, on a machine that is busy with other things.
                timeout: 30_000,
            },
        ],
        projects: [
            {
                resolve: resolveAsPage,
                test: {
                    name: "unit",
                    include: ["test/**/*.test.{ts,tsx}"],
                    exclude: [SLOW],
                    testTimeout: 60_000,
                    isolate: false,
                },
            },
            {
                resolve: resolveAsPage,
                test: {
                    name: "integration",
                    include: [SLOW],
                    globalSetup: "test/support/composer-program.ts",
                    ...{ testTimeout: 300_000, hookTimeout: 300_000 },
                    // One process for all files of a worker: a new one would load the same modules again.
                    isolate: false,
                },
            },
        ],
    },
});
