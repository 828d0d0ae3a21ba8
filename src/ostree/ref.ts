/** Names of commits: refs and checksums. */
import { _ } from "../language.ts";

/** Whether a text is a whole checksum of a commit. */
export const isChecksum = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

/**
 * What is wrong with a ref, as a sentence; null when it will do.
 *
 * The rule is the composer's own, as strict as its newest version, which refuses what looks like a checksum.
 * Authority: osbuild/images, pkg/ostree/ostree.go (ostreeRefRE, ostreeCommitRE), whose \w and \d are ASCII.
 */
export function checkRef(text: string): string | null {
    if (isChecksum(text))
        return _("This is the checksum of a commit. A ref is a name that stays while commits change.");
    if (text.length <= 255 && /^(?:\w[-._\w]*\/)*\w[-._\w]*$/.test(text)) return null;
    return _("A ref has letters, digits, . _ - and / ; it may not start or end with /.");
}

/** Whether an address can be a remote's: the composer fetches by http and https only, and whoever reads the record sees it. */
export const isRemoteUrl = (url: string): boolean =>
    /^https?:\/\/[^\s/@]+(?:\/\S*)?$/.test(url) && url.length <= 2000 && URL.canParse(url);

/** The ref to offer for a definition: `suggestRef({definition: "core", distro: "rhel-9.6", arch: "x86_64"})` is "ee/core/rhel-9.6/x86_64". */
export const suggestRef = ({
    definition,
    distro,
    arch,
}: {
    definition: string;
    distro: string;
    arch: string;
}): string =>
    ["ee", definition, distro, arch]
        .map(part => part.replace(/[^-.\w]/g, "-").replace(/^[-.]+/, ""))
        .filter(Boolean)
        .join("/");
