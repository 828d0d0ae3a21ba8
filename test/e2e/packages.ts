/** The RPM repository of most browser tests: what their definitions ask for, and little more. A compose takes a second. */
import { makeRepo, type TinyRepository } from "../support/tiny-rpms.ts";

const directories = ["/boot/", "/etc/", "/usr/bin/", "/usr/lib/", "/var/"];

/** Two packages bring the same file; one installs for as long as anybody waits for it. */
export const makePackages = (): Promise<TinyRepository> =>
    makeRepo({
        packages: [
            { name: "filesystem", files: Object.fromEntries(directories.map(path => [path, ""])) },
            { name: "ansible-core", version: "2.16.3", requires: ["filesystem"], files: { "/usr/bin/ansible": "" } },
            { name: "ansible-runner", version: "2.3.1", files: { "/usr/bin/ansible-runner": "" } },
            {
                name: "python3-requests",
                version: "2.28.2",
                provides: ["python3dist(requests) = 2.28.2"],
                files: { "/usr/lib/python3.11/site-packages/requests-2.28.2.dist-info/METADATA": "" },
            },
            { name: "rsync", version: "3.2.7", files: { "/usr/bin/rsync": "" } },
            { name: "clash-a", files: { "/usr/share/clash": "a" } },
            { name: "clash-b", files: { "/usr/share/clash": "b" } },
            { name: "slow", post: "posix.sleep(600)" },
        ],
    });
