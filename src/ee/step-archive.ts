/** What ADD unpacks: a tar, compressed or not, that lies in the definition's directory. */

/** How it begins when it is compressed: by gzip, bzip2 or xz, and by zstd, which not every Docker takes. Bytes as `textOf` makes them. */
const COMPRESSED = ["\x1f\udc8b", "BZh", "\udcfd7zXZ\0"];
const MAYBE = "(\udcb5/\udcfd";
/** A tar's own mark stands further on. */
const MARK = "ustar";
const MARK_AT = 257;

/**
 * Whether ADD unpacks it; null where nobody can tell. Docker looks into what is compressed whether it is a tar; here only
 * its name tells that.
 *
 * Authority: Docker's reference of ADD.
 */
export function isUnpacked(name: string, text: string): boolean | null {
    if (text.startsWith(MARK, MARK_AT)) return true;
    const isNamed = /\.(?:tar|tgz|tar\.\w+|txz|tbz2?)$/.test(name);
    if (COMPRESSED.some(start => text.startsWith(start))) return isNamed ? true : null;
    return isNamed || text.startsWith(MAYBE) ? null : false;
}
