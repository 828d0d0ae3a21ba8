/** Who calls. */
import { userInfo } from "node:os";

/** A number where the account has no name. */
export function loginName(): string {
    try {
        return userInfo().username;
    } catch {
        return String(process.getuid?.() ?? "");
    }
}
