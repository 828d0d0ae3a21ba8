/** Look for a collection on the servers of the definition and among the machine's own, and see what it brings before it is added. */
import type { FoundCollections, OfferedCollection } from "../../build/find-collections.ts";
import { _, format, ngettext } from "../../language.ts";
import { Mono } from "../parts/mono.tsx";
import { type SavedDefinition, useFoundCollections, useLooking } from "../queries/find.ts";
import { CollectionOffer } from "./collection-offer.tsx";
import { FindPanel, problemOf } from "./find-panel.tsx";
import { useFind } from "./use-find.ts";

export type FindProps = {
    saved: SavedDefinition;
    /** The target; null while it is not known. */
    distro: string | null;
    /** Names of what is asked for already, with the versions that are wanted; "" for any. */
    has: ReadonlyMap<string, string>;
    onAdd: (name: string, version: string) => void;
    onClose: () => void;
};

/** @param props.start A whole name that is looked for at once, and chosen when it is found; "" for none. */
export function FindCollection({ start, saved, distro, has, onAdd, onClose }: FindProps & { start: string }) {
    const find = useFind<OfferedCollection>(onAdd, start);
    const { settled, isShort } = find;
    const lookingFor = useLooking(saved);
    const { data, error, isFetching } = useFoundCollections(lookingFor, settled.toLowerCase());
    const isBusy = !isShort && (isFetching || settled !== find.wanted);
    const found = isShort ? [] : (data?.found ?? []);
    const name = find.wanted.toLowerCase();
    const chosen = find.chosen ?? (name === start ? (found.find(each => each.name === start) ?? null) : null);
    const isName = /^[a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*$/.test(name);
    return (
        <FindPanel
            title={_("Find collection")}
            label={_("Search collections")}
            placeholder={_("Namespace, name or words")}
            find={{ ...find, chosen }}
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
                    : isShort
                      ? find.said
                      : [...problemOf(error), ...(data ? summaryOf(data, settled) : [])]
            }
            unknown={isName && !found.some(each => each.name === name) ? name : null}
            onPick={picked => find.choose(found.find(each => each.name === picked) ?? null)}
            onClose={onClose}
        >
            {chosen && (
                <CollectionOffer
                    key={`${chosen.name} ${chosen.server}`}
                    lookingFor={lookingFor}
                    chosen={chosen}
                    distro={distro ?? ""}
                    has={has}
                    onAdd={version => find.add(chosen.name, version)}
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
