/**
 * Files that give everybody on the system the variables of a definition, as ENV gives them to all of a container.
 *
 * No one file reaches all: shells of a login, and of a command that sshd runs, read /etc/profile.d; services of the system
 * have systemd's DefaultEnvironment; services of a user have environment.d. So Ansible sees them whether it is run from a
 * terminal, over ssh, by a timer or by a user's unit; what root runs by sudo with a cleared environment does not.
 */

export type Variable = { name: string; value: string };

/** What systemd starts its services with. */
const SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin";

/** Whether all of these files can say it. */
export const isSayable = ({ name, value }: Variable): boolean =>
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    /^[A-Za-z_]\w*$/.test(name) && !/[\x00-\x1f\x7f]/.test(value);

/** @param name The package's: "ee-sample". */
export const environmentPaths = (name: string): [shell: string, user: string, system: string] => [
    `/etc/profile.d/${name}.sh`,
    `/usr/lib/environment.d/50-${name}.conf`,
    `/usr/lib/systemd/system.conf.d/50-${name}.conf`,
];

/** By path; none where there are no variables. */
export function environmentFiles(name: string, variables: readonly Variable[]): [path: string, text: string][] {
    if (variables.length === 0) return [];
    const [shell, user, system] = environmentPaths(name);
    const lines = (write: (variable: Variable) => string) => variables.map(each => `${write(each)}\n`).join("");
    return [
        [shell, lines(toShell)],
        [user, lines(toEnvironment)],
        [system, `[Manager]\n${lines(toManager)}`],
    ];
}

/** The parts of a value that are not the variable itself, which stands for what it was before. */
const split = ({ name, value }: Variable): string[] => value.split(new RegExp(`\\$${name}(?!\\w)`));

const toShell = (variable: Variable): string =>
    `export ${variable.name}=${split(variable)
        .map(part => `'${part.replaceAll("'", "'\\''")}'`)
        .join(`"\${${variable.name}-}"`)}`;

const toEnvironment = (variable: Variable): string =>
    `${variable.name}="${split(variable)
        .map(part => part.replace(/["\\$`]/g, "\\$&"))
        .join(`\${${variable.name}}`)}"`;

/** systemd replaces nothing there, so what was before is put in: its own PATH, and nothing for all others. */
function toManager(variable: Variable): string {
    const before = variable.name === "PATH" ? SYSTEM_PATH : "";
    const value = split(variable).join(before).replace(/["\\]/g, "\\$&").replace(/%/g, "%%");
    return `DefaultEnvironment="${variable.name}=${value}"`;
}
