/** Ansible itself as a wheel: what Debian's ansible-core has, in a version that no RPM has. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { TinyWheel } from "./wheels.ts";

const PACKAGES = "/usr/lib/python3/dist-packages";
const INFO = /^ansible_core-(.+)\.dist-info$/;

/** Without what tests Ansible; with the commands that it says it has. */
export function ansibleWheel(): TinyWheel & { version: string } {
    const info = readdirSync(PACKAGES).find(name => INFO.test(name)) ?? "";
    const packaged = INFO.exec(info)?.[1] ?? "";
    const version = `${packaged}.1`;
    const read = (path: string) => readFileSync(join(PACKAGES, path), "utf8");
    const modules = readdirSync(join(PACKAGES, "ansible"), { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile() && !entry.name.endsWith(".pyc"))
        .map(entry => join(entry.parentPath, entry.name).slice(PACKAGES.length + 1));
    const files = Object.fromEntries(modules.map(path => [path, read(path)]));
    const release = "ansible/release.py";
    return {
        ...{ name: "ansible-core", version, requiresPython: ">=3.9" },
        requires: [...read(`${info}/METADATA`).matchAll(/^Requires-Dist: (.*)$/gm)].map(([, line = ""]) => line),
        files: {
            ...files,
            [release]: files[release]?.replace(packaged, version) ?? "",
            [`ansible_core-${version}.dist-info/entry_points.txt`]: read(`${info}/entry_points.txt`),
        },
    };
}
