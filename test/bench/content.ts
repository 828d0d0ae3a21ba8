import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { layOutWheels } from "../../src/build/wheel-content.ts";
import { collectionsDirectory } from "../../src/content/collection.ts";
import { type Fetched, fetchCollections } from "../../src/content/fetch.ts";
import { collectionsPath } from "../../src/content/path.ts";
import { type Content, packContent } from "../../src/content/repository.ts";
import { versionOf } from "../../src/content/version.ts";
import { getWheels, type Wheel } from "../../src/content/wheels.ts";
import { nodeHost } from "../../src/host/node.ts";
import { collectionArtefacts } from "../support/collections.ts";
import { startGalaxyServer } from "../support/galaxy-server.ts";
import { packCollection } from "../support/tiny-collections.ts";
import { makeWheel, wheelFile } from "../support/wheels.ts";

/** In milliseconds, with everything fetched before; medians. */
export type ContentTimes = {
    /** What is packed already. */
    unchanged: number;
    /** Three collections of a few files, and two wheels. */
    small: number;
    /** Five of Debian's. */
    real: number;
};

const RUNS = 5;
const SMALL = ["acme.one", "acme.two", "acme.three"];
const REAL = ["ansible.posix", "ansible.utils", "community.crypto", "community.general", "kubernetes.core"];
const python = { python: "3.12", release: null, arch: "x86_64", glibc: 34 };

/** Make content RPMs of what lies ready in the caches: find it again, lay it out, pack it, and describe the repository. */
export async function measureContent(): Promise<ContentTimes> {
    const state = mkdtempSync(join(tmpdir(), "bench-content-"));
    const host = nodeHost({ state });
    for (const directory of ["cache/work", "content", "wheels", "small"])
        mkdirSync(join(state, directory), { recursive: true });
    for (const name of SMALL) packCollection(`${state}/small`, { name });
    const wheels = [{ name: "bench-one" }, { name: "bench-two" }];
    for (const wheel of wheels) writeFileSync(`${state}/wheels/${wheelFile(wheel)}`, makeWheel(wheel));
    const servers = {
        small: await startGalaxyServer({ directory: `${state}/small` }),
        real: await startGalaxyServer({ directory: await collectionArtefacts(REAL) }),
    };

    /** @param salt What makes it another content than before. */
    async function prepare(which: keyof typeof servers, names: readonly string[], salt: string): Promise<void> {
        const { url } = servers[which];
        const fetched = await fetchCollections(host, `${state}/cache`, {
            collections: names.map(name => ({ name })),
            shown: names.join(" "),
            artefacts: { directory: `${state}/artefacts`, collections: [], roles: [] },
            access: {
                config: `[galaxy]\nserver_list = bench\n[galaxy_server.bench]\nurl = ${url}\n`,
                ...{ gitCredentials: [], secrets: [], keys: null, shown: url, options: [] },
            },
            files: new Map(),
        });
        const wishes = which === "small" ? wheels.map(({ name }) => ({ name, specifier: "" })) : [];
        const answers = [...(await getWheels(host, state, wishes, python, null)).values()];
        await packContent(host, state, contentOf(fetched, answers as Wheel[], salt));
    }

    async function median(which: keyof typeof servers, names: readonly string[], salt: (run: number) => string) {
        await prepare(which, names, "before");
        const times: number[] = [];
        for (let run = 0; run < RUNS; run++) {
            const start = performance.now();
            await prepare(which, names, salt(run));
            times.push(performance.now() - start);
        }
        return times.toSorted((one, other) => one - other)[RUNS >> 1] ?? Number.NaN;
    }

    try {
        const another = (run: number) => `run ${run}`;
        return {
            small: await median("small", SMALL, another),
            real: await median("real", REAL, another),
            unchanged: await median("real", REAL, () => "before"),
        };
    } finally {
        for (const server of Object.values(servers)) await server.stop();
        rmSync(state, { recursive: true });
    }
}

function contentOf({ directory, collections }: Fetched, wheels: readonly Wheel[], salt: string): Content {
    const place = { sitePackages: "/usr/lib/python3.12/site-packages", arch: "x86_64", prefix: "python3.12" };
    const laid = layOutWheels("bench", wheels, place, new Map());
    const content = {
        ...{ name: "ee-bench", summary: "Measured", arch: laid.arch, requires: [] },
        collections: collections.map(({ name, version }) => ({ name, version })),
        trees: [
            ...collections.map(({ name }) => {
                const path = name.replace(".", "/");
                return { from: `${directory}/${collectionsDirectory}/${path}`, to: `${collectionsPath}/${path}` };
            }),
            ...laid.trees,
        ],
        files: new Map(laid.files),
        directories: laid.directories,
        ...{ links: new Map(), about: new Map([["lock.json", salt]]) },
    };
    return { ...content, version: versionOf(content) };
}
