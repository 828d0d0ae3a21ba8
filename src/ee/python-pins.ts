/**
 * Where a list of Python requirements says which file it means: by hashes behind a requirement, and by an address.
 * Authority: pip 24, req/req_file.py (join_lines, break_args_options), utils/hashes.py (STRONG_HASHES).
 */
import { _ } from "../language.ts";
import { parsePythonRequirement, type RequirementLine } from "./python.ts";
import type { Requirement } from "./requirement.ts";

/** Lines that end with a backslash, together with the next one. */
export function joinLines(lines: readonly RequirementLine[]): RequirementLine[] {
    const joined: RequirementLine[] = [];
    let next = 0;
    for (const line of lines) {
        const last = joined.at(-1);
        const text = line.text.replace(/(?<!\s)\s*\\$/, "");
        // Comments and empty lines end it, too; they are not among these.
        if (line.number === next && last) joined[joined.length - 1] = { ...last, text: `${last.text} ${text}` };
        else joined.push({ ...line, text });
        next = line.text.endsWith("\\") ? line.number + 1 : 0;
    }
    return joined;
}

const HASH = /(?<!\s)\s+--hash[=\s]\s*(\S+)/g;

/** A requirement without the hashes behind it, and these as they are written: "sha256:…". */
export function splitHashes(line: string): { text: string; hashes: string[] } {
    const hashes = [...line.matchAll(HASH)].map(([, hash = ""]) => hash);
    return hashes.length === 0 ? { text: line, hashes } : { text: line.replace(HASH, "").trim(), hashes };
}

export type WheelAddress = {
    /** http or https; null where the address is a file of some machine: then only its name counts. */
    url: string | null;
    /** Name of the wheel. */
    file: string;
    /** Behind the address: "sha256:…". */
    hashes: string[];
};

/** The address of one wheel, or why it is none that anything is fetched from. */
export function readWheelAddress(written: string): WheelAddress | { problem: string } {
    const parsed = URL.canParse(written) ? new URL(written) : null;
    const file = decode(parsed?.pathname.slice(parsed.pathname.lastIndexOf("/") + 1) ?? "");
    const isLocal = parsed?.protocol === "file:";
    if (!parsed || !/^(?:https?|file):$/.test(parsed.protocol) || !/\.whl$/.test(file))
        return { problem: fromSource() };
    if (written.includes("$")) return { problem: _("An address is taken as it is, without a variable in it.") };
    if (parsed.username + parsed.password + parsed.search !== "")
        return {
            problem: _(
                "No wheel is fetched from an address with a password or a query. Put it into the directory of wheels, and ask for its name.",
            ),
        };
    const [, sum] = /[#&]sha256=([0-9a-f]+)/i.exec(parsed.hash) ?? [];
    const hashes = sum === undefined ? [] : [`sha256:${sum}`];
    parsed.hash = "";
    return { url: isLocal ? null : parsed.href, file, hashes };
}

/** Which file is meant: the one at an address, one that has one of these hashes, or both. */
export type Pin = { address: WheelAddress | null; hashes: readonly string[] };

/** Null for what any file of the distribution will do for, and for an address that no wheel is fetched from. */
export function pinOf({ text, hashes = [] }: Pick<Requirement, "text" | "hashes">): Pin | null {
    const url = parsePythonRequirement(text)?.url ?? null;
    const address = url === null ? null : readWheelAddress(url);
    if (address && "problem" in address) return null;
    const all = [...hashes, ...(address?.hashes ?? [])];
    return address || all.length > 0 ? { address, hashes: all } : null;
}

function decode(text: string): string {
    try {
        return decodeURIComponent(text);
    } catch {
        return text;
    }
}

/** What stands at such an address would have to be built. */
export const fromSource = (): string =>
    _(
        "Nothing is built from source here: build a wheel of it, put that into the directory of wheels, and ask for its name, or for its address: NAME @ https://…/NAME-1.0-py3-none-any.whl.",
    );
