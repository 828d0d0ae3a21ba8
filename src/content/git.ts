/** Git in the box: with credentials of its own store, with nobody to ask, and with nothing that the machine has set. */

/** Files of the box's home. @param credentials Lines of git's store: addresses with user and password. */
export const gitFiles = (credentials: readonly string[]): [path: string, text: string][] => [
    ["home/.gitconfig", CONFIG],
    ["home/.git-credentials", credentials.map(line => `${line}\n`).join("")],
];

/** Credentials by repository, not only by host; a repository that is shown to the box belongs to somebody else. */
const CONFIG = "[credential]\n\thelper = store\n\tuseHttpPath = true\n[safe]\n\tdirectory = *\n";

/** Where git would ask a person for a password, there is none. */
export const GIT_ENVIRONMENT = { GIT_CONFIG_NOSYSTEM: "1", GIT_TERMINAL_PROMPT: "0" };
