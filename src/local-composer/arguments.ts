/** What the server is started with. Pure. */

export type Arguments = {
    socket: string;
    state: string;
    /** Name and URL of RPM repositories. */
    repositories: ReadonlyMap<string, string>;
};

export const usage = "usage: node local-composer.js --socket PATH --state DIRECTORY [--repo NAME=URL]...";

/** The arguments, or what is wrong with them. */
export function parseArguments(argv: readonly string[]): Arguments | { problem: string } {
    const values = new Map<string, string>();
    const repositories = new Map<string, string>();
    for (let index = 0; index < argv.length; index += 2) {
        const [option = "", value] = argv.slice(index, index + 2);
        if (!["--socket", "--state", "--repo"].includes(option)) return { problem: `unknown option ${option}` };
        if (value === undefined || value === "") return { problem: `${option} needs a value` };
        if (option !== "--repo") {
            values.set(option, value);
            continue;
        }
        const [, name, url] = /^([a-zA-Z0-9._-]+)=([a-z]+:\/\/?.+)$/.exec(value) ?? [];
        if (name === undefined || url === undefined) return { problem: `--repo needs NAME=URL, not ${value}` };
        repositories.set(name, url);
    }
    const [socket, state] = [values.get("--socket"), values.get("--state")];
    if (socket === undefined || state === undefined) return { problem: "--socket and --state are needed" };
    return { socket, state, repositories };
}
