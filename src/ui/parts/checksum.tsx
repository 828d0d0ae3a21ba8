/** A commit's checksum: its first twelve digits, the whole in the title, and a button that copies it. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import CopyIcon from "@patternfly/react-icons/dist/esm/icons/copy-icon";

import { _, format } from "../../language.ts";
import { copyText } from "./copy-text.ts";

export const shortChecksum = (checksum: string): string => checksum.slice(0, 12);

type ChecksumProps = {
    value: string;
    /** Address of the commit's page. */
    href?: string;
    /** Show all digits. */
    whole?: boolean;
};

export function Checksum({ value, href, whole = false }: ChecksumProps) {
    const shown = whole ? value : shortChecksum(value);
    const look = { className: whole ? "ee-mono ee-breaks" : "ee-mono", dir: "ltr", title: value } as const;
    return (
        <span className={whole ? "" : "ee-nowrap"}>
            {href === undefined ? (
                <bdi {...look}>{shown}</bdi>
            ) : (
                <a {...look} href={href}>
                    {shown}
                </a>
            )}
            <Button
                variant="plain"
                size="sm"
                hasNoPadding
                className="ee-copy"
                aria-label={format(_("Copy checksum $0"), shortChecksum(value))}
                icon={<CopyIcon />}
                onClick={() => copyText(value)}
            />
        </span>
    );
}
