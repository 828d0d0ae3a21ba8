/** The button that opens a place to look for more of a list, and that place. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import SearchIcon from "@patternfly/react-icons/dist/esm/icons/search-icon";
import { type ReactNode, useRef, useState } from "react";

import type { FieldList, ListKind } from "../../ee/field-list.ts";
import { normalizeName, parsePythonRequirement } from "../../ee/python.ts";
import { late } from "../late.tsx";
import type { SavedDefinition } from "../queries/find.ts";

const FindCollection = late(async () => (await import("./find-collection.tsx")).FindCollection);
const FindPackage = late(async () => (await import("./find-package.tsx")).FindPackage);

type Finding = {
    saved: SavedDefinition;
    /** The target; null while it is not known. */
    distro: string | null;
    list: FieldList;
    /** "Find collection" */
    title: string;
    isDisabled: boolean;
    /** Of a collection that is in the list the version is set. */
    onAdd: (name: string, version: string) => void;
};

export type Found = {
    button: ReactNode;
    panel: ReactNode;
    /** Look for what has this name. */
    lookFor: (name: string) => void;
};

export function useFinding(given: Finding): Found {
    const { saved, distro, list, title, isDisabled, onAdd } = given;
    const opener = useRef<HTMLButtonElement>(null);
    /** What is looked for first; "" for nothing yet. */
    const [wanted, setWanted] = useState<string | null>(null);
    const isOpen = wanted !== null && !isDisabled;
    const { kind } = list;
    const common = {
        distro,
        has: new Map(list.entries.map(({ name, version }) => [plainName(kind, name), version])),
        onClose: () => {
            setWanted(null);
            opener.current?.focus();
        },
    };
    const panel =
        kind === "python" || kind === "system" ? (
            <FindPackage saved={saved} kind={kind} onAdd={name => onAdd(name, "")} {...common} />
        ) : (
            <FindCollection key={wanted} start={wanted ?? ""} saved={saved} onAdd={onAdd} {...common} />
        );
    return {
        button: (
            <Button
                ref={opener}
                variant="link"
                size="sm"
                icon={<SearchIcon />}
                isDisabled={isDisabled}
                aria-expanded={isOpen}
                onClick={() => setWanted(isOpen ? null : "")}
            >
                {title}
            </Button>
        ),
        panel: isOpen && panel,
        lookFor: setWanted,
    };
}

/** Without conditions and profiles. */
function plainName(kind: ListKind, text: string): string {
    if (kind === "python") return normalizeName(parsePythonRequirement(text)?.name ?? text);
    return kind === "system" ? (text.split(/[\s[]/)[0] ?? text) : text;
}
