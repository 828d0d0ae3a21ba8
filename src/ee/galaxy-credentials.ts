/** Users, passwords and tokens that stand in addresses. */
import { cleanUrl, REDACTED } from "./redact-url.ts";

const ADDRESS = /^((?:git\+)?)(https?):\/\/([^/?#]*)@([^?#,\s]*)(.*)$/is;

/**
 * An address for git without its user part, which git would show among its arguments to everybody on the machine, and
 * that part as a line of git's own store of credentials: for this repository only. What has none stays as it is.
 */
export function gitCredential(address: string): { bare: string; credential: string | null } {
    const [, prefix = "", scheme = "", user = "", place = "", rest = ""] = ADDRESS.exec(address) ?? [];
    if (scheme === "" || user === REDACTED) return { bare: address, credential: null };
    // A token may stand for the user alone; git's store wants a password, be it an empty one.
    const whole = user.includes(":") ? user : `${user}:`;
    return {
        bare: `${prefix}${scheme}://${place}${rest}`,
        credential: `${scheme.toLowerCase()}://${whole}@${place}`,
    };
}

/** Whether an address for git, without what `gitCredential` takes from it, still has a password or a query. */
export const showsSecret = (bare: string): boolean => /:\/\/[^?#]*\?/.test(bare) || /:\/\/[^/?#@]*:[^/?#]*@/.test(bare);

/** An http(s) address without, and the user and password that stand in it, decoded; "" where there are none. */
export function splitUrl(text: string): { url: string; user: string; password: string } {
    const [, scheme = "", part = "", rest = ""] = /^(https?:\/\/)([^/?#]*)@(.*)$/is.exec(text) ?? [];
    if (scheme === "") return { url: cleanUrl(text), user: "", password: "" };
    const [user = "", ...password] = part.split(":");
    return { url: cleanUrl(scheme + rest), user: decoded(user), password: decoded(password.join(":")) };
}

/** What of an address may nowhere be seen: password, a user without one, the query. */
export function urlSecrets(address: string): string[] {
    const [, user = ""] = /:\/\/([^/?#]*)@/.exec(address) ?? [];
    const [name = "", ...password] = user.split(":");
    const [, query = ""] = /:\/\/[^?#]*\?([^#]*)/.exec(address) ?? [];
    const secret = password.join(":");
    const values = query.split("&").map(pair => pair.slice(pair.indexOf("=") + 1));
    return [secret, secret === "" ? name : user, query, ...values]
        .flatMap(text => [text, decoded(text)])
        .filter(Boolean);
}

function decoded(text: string): string {
    try {
        return decodeURIComponent(text);
    } catch {
        return text;
    }
}
