/** As many definitions as a large team has: our templates, each a little different and with its lists in files. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { templates } from "../../src/ee/template.ts";

/** Written without the page's own way, which takes a program for each. The name of the third is "team-003". */
export function addManyDefinitions(state: string, count: number): string[] {
    return Array.from({ length: count }, (_one, index) => {
        const name = `team-${String(index).padStart(3, "0")}`;
        const template = templates[index % templates.length];
        const files = new Map(template?.files(name) ?? []);
        // Every fifth has something to be found.
        const [text = ""] = files.values();
        const more = index % 5 === 0 ? "options:\n  user: 1000\n" : `options:\n  tags: [${name}]\n`;
        files.set("execution-environment.yml", text + more);
        files.set(
            "ansible.cfg",
            "[galaxy]\nserver_list = hub\n\n[galaxy_server.hub]\nurl = https://hub.example.com/api/\n",
        );
        files.set(
            "README.md",
            `# ${name}\n\n${"What this is for, who looks after it, and how it is built.\n".repeat(20)}`,
        );
        for (const [path, content] of files) {
            const whole = join(state, "definitions", name, path);
            mkdirSync(dirname(whole), { recursive: true });
            writeFileSync(whole, content);
        }
        return name;
    });
}
