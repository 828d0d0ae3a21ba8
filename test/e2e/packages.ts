/** The RPM repository of most browser tests: what their definitions ask for, and little more. A compose takes a second. */
import { imageFiles } from "../../src/ostree/images.ts";
import { makeRepo, type TinyRepository } from "../support/tiny-rpms.ts";

const directories = ["/boot/", "/etc/", "/usr/bin/", "/usr/lib/", "/var/"];

/** What the package "images" brings, as an embedded image is listed in a commit. */
export const IMAGE = "registry.example/acme/ee:1.0";
export const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;

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
            { name: "images", files: { [imageFiles[0] ?? ""]: JSON.stringify([{ names: [IMAGE], digest: DIGEST }]) } },
            { name: "slow", post: "posix.sleep(600)" },
        ],
    });
