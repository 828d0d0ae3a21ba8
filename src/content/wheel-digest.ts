/** Which files the hashes behind a requirement allow; pure. */
import { _, format } from "../language.ts";
import type { WheelWish } from "./wheel-index.ts";

/** SHA-256 of all files that are allowed; null where any is. */
export function allowedDigests({ pin }: WheelWish): string[] | null {
    const [first, ...others] = pin?.digests ?? [];
    return first?.filter(sha256 => others.every(digests => digests.includes(sha256))) ?? null;
}

/** Whether nothing can be told to be what is asked for, for want of a hash that is compared. */
export const isUncompared = ({ pin }: WheelWish): boolean => pin?.digests.some(({ length }) => length === 0) ?? false;

export const uncompared = (): string => _("none of its hashes is a SHA-256, and no other kind is compared");

/** Why the hashes do not allow a file; null where they do. */
export function wrongDigest({ file, sha256 }: { file: string; sha256: string }, { pin }: WheelWish): string | null {
    const other = pin?.digests.find(digests => !digests.includes(sha256));
    if (!other) return null;
    const [first, ...more] = other;
    if (first === undefined) return uncompared();
    const asked = more.length === 0 ? first : format(_("one of $0 others"), other.length);
    return format(_("the SHA-256 of $0 is $1, and $2 is asked for"), file, sha256, asked);
}
