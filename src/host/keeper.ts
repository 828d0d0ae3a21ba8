/**
 * Who acts below the state directory.
 *
 * Root following paths in a directory that others may write to is an escalation, so root never acts there: what he
 * asks for is done by the directory's keeper, an account without rights of its own.
 */

/** The account's name; made by sysusers.d where the page is installed as a package. */
export const keeperUser = "cockpit-ee";

/** Stands for the account where there is none: outside every range that is handed out to people or services. */
export const keeperId = 60987;

/** The group whose members may use osbuild-composer, and with it the state directory. */
export const stateGroup = "weldr";

/** argv to put before a program so that it runs as this user and group, with no way back. */
export const actAs = (user: string | number, group: string | number): string[] => [
    "setpriv",
    `--reuid=${user}`,
    `--regid=${group}`,
    "--clear-groups",
    "--no-new-privs",
    "--inh-caps=-all",
];
