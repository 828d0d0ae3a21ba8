/** Look for a collection on the servers of the definition and among the machine's own, and see what it brings before it is added. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { useRef, useState } from "react";

import type { FoundCollections, OfferedCollection } from "../../build/find-collections.ts";
import { _, format, ngettext } from "../../language.ts";
import { Mono } from "../parts/mono.tsx";
import { type SavedDefinition, SHORTEST, useFoundCollections, useLooking } from "../queries/find.ts";
import { CollectionOffer } from "./collection-offer.tsx";
import { FindPanel, problemOf } from "./find-panel.tsx";
import { useDelayed } from "./use-delayed.ts";

/** Milliseconds without a key until it is looked for. */
export const PAUSE = 300;

export type FindProps = {
    saved: SavedDefinition;
    /** The target; null while it is not known. */
    distro: string | null;
    /** Names of what is asked for already. */
    has: readonly string[];
    onAdd: (name: string, version: string) => void;
    onClose: () => void;
};

export function FindCollection({ saved, distro, has, onAdd, onClose }: FindProps) {
    const field = useRef<HTMLInputElement>(null);
    const [text, setText] = useState("");
    const [chosen, setChosen] = useState<OfferedCollection | null>(null);
    const [added, setAdded] = useState<string | null>(null);
    const wanted = text.trim().toLowerCase();
    const settled = useDelayed(wanted, PAUSE);
    const lookingFor = useLooking(saved);
    const { data, error, isFetching } = useFoundCollections(lookingFor, settled);
    const isBusy = wanted.length >= SHORTEST && (isFetching || settled !== wanted);
    const found = wanted.length < SHORTEST ? [] : (data?.found ?? []);
    const add = (name: string, version: string) => {
        onAdd(name, version);
        setChosen(null);
        setText("");
        setAdded(name);
        field.current?.focus();
    };
    const isName = /^[a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*$/.test(wanted);
    const isUnknown = !isBusy && chosen === null && isName && !found.some(({ name }) => name === wanted);
    return (
        <FindPanel
            title={_("Find collection")}
            label={_("Search collections")}
            placeholder={_("Namespace, name or words")}
            field={field}
            text={text}
            suggestions={found.map(each => ({
                value: each.name,
                text: (
                    <>
                        <Mono>{each.name}</Mono> <span className="ee-subtle">{each.version}</span>
                    </>
                ),
                description: descriptionOf(each, data?.servers ?? []),
            }))}
            isBusy={isBusy}
            said={
                isBusy
                    ? [_("Searching")]
                    : wanted.length < SHORTEST
                      ? added === null
                          ? []
                          : [format(_("$0 is in the list."), added)]
                      : [...problemOf(error), ...(data ? summaryOf(data, settled) : [])]
            }
            deed={
                isUnknown && (
                    <div>
                        <Button variant="link" isInline onClick={() => add(wanted, "")}>
                            {format(_("Add $0 as it is typed"), wanted)}
                        </Button>
                    </div>
                )
            }
            onChange={typed => {
                setText(typed);
                setChosen(null);
                setAdded(null);
            }}
            onPick={name => {
                setChosen(found.find(each => each.name === name) ?? null);
            }}
            onClose={onClose}
        >
            {chosen && (
                <CollectionOffer
                    key={`${chosen.name} ${chosen.server}`}
                    lookingFor={lookingFor}
                    chosen={chosen}
                    distro={distro ?? ""}
                    has={has}
                    onAdd={version => add(chosen.name, version)}
                />
            )}
        </FindPanel>
    );
}

/** "Manage switches · galaxy.ansible.com" */
function descriptionOf({ description, server, isDeprecated }: OfferedCollection, servers: FoundCollections["servers"]) {
    const from = server === null ? _("On this machine") : servers.length > 1 ? server : null;
    return [isDeprecated ? _("Deprecated") : null, description || null, from].filter(each => each !== null).join(" · ");
}

/** How many were found, and who could not be asked. */
function summaryOf({ found, servers }: FoundCollections, text: string): string[] {
    const isSearched = servers.some(({ isSearched, problem }) => isSearched && problem === null);
    const none = isSearched
        ? format(_("Nothing matches $0. Galaxy looks for whole words and whole namespaces."), text)
        : format(_("Nothing matches $0."), text);
    return [
        found.length === 0 ? none : format(ngettext("$0 found.", "$0 found.", found.length), found.length),
        ...servers.flatMap(({ problem }) => problem ?? []),
        ...servers
            .filter(({ isSearched, problem }) => !isSearched && problem === null)
            .map(({ server }) => format(_("$0 cannot be searched: it finds a whole name only."), server)),
    ];
}
