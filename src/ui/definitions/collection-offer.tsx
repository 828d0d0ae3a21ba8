/** What a collection brings, before it is added: its versions, what it depends on, and what it asks for of Python and system. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { type ReactNode, useId, useState } from "react";

import type { Need, OfferedCollection } from "../../build/find-collections.ts";
import { _, format } from "../../language.ts";
import { Facts } from "../parts/facts.tsx";
import { Mono, Subtle } from "../parts/mono.tsx";
import { Picker } from "../parts/picker.tsx";
import { formatSize } from "../parts/size.ts";
import { type LookingFor, useNeeds, useOffered, useVersions } from "../queries/find.ts";
import { problemOf } from "./find-panel.tsx";

/** Nobody scrolls through more. */
const MOST_VERSIONS = 200;

type CollectionOfferProps = {
    lookingFor: LookingFor;
    chosen: OfferedCollection;
    distro: string;
    /** Names of what is asked for already, with the versions that are wanted; "" for any. */
    has: ReadonlyMap<string, string>;
    /** "" for any version; of one that is in the list it is changed. */
    onAdd: (version: string) => void;
};

export function CollectionOffer({ lookingFor, chosen, distro, has, onAdd }: CollectionOfferProps) {
    const id = useId();
    const listed = has.get(chosen.name);
    const [wanted, setWanted] = useState(listed ?? "");
    const versions = useVersions(lookingFor, chosen);
    // Behind a condition the newest is seen, as behind none.
    const version = /^\d[\w.+-]*$/.test(wanted) ? wanted : chosen.version;
    const offered = useOffered(lookingFor, chosen, version);
    const [asked, setAsked] = useState<string | null>(null);
    // What lies on the machine costs nobody anything.
    const isAsked = chosen.server === null || asked === version;
    const needs = useNeeds(lookingFor, { name: chosen.name, version }, distro, isAsked);
    const { data } = offered;
    const dependencies = [...(data?.dependencies ?? [])];
    const newest = format(_("Any (newest $0)"), chosen.version);
    return (
        <div className="ee-stack-sm">
            <div>
                <strong>
                    <Mono>{chosen.name}</Mono>
                </strong>
                {chosen.description !== "" && <div className="ee-small ee-breaks">{chosen.description}</div>}
            </div>
            <div className="ee-find-version">
                <label id={`${id}-version`} htmlFor={`${id}-toggle`} className="ee-small">
                    {_("Version")}
                </label>
                <Picker
                    label={_("Version")}
                    id={`${id}-toggle`}
                    labelId={`${id}-version`}
                    value={wanted}
                    placeholder={newest}
                    choices={[
                        { value: "", text: newest },
                        // What the list has may be a condition, older than those, or not there any more.
                        ...[...new Set([...(versions.data ?? []).slice(0, MOST_VERSIONS), listed ?? ""])]
                            .filter(each => each !== "")
                            .map(each => ({ value: each, text: each })),
                    ]}
                    onChange={setWanted}
                />
            </div>
            {[...problemOf(versions.error), ...problemOf(offered.error), ...problemOf(needs.error)].map(problem => (
                <p key={problem} role="alert" className="ee-small ee-breaks">
                    {problem}
                </p>
            ))}
            {data === null && <p className="ee-small">{_("This version is not there any more.")}</p>}
            {data && (
                <Facts
                    label={format(_("What $0 $1 brings"), chosen.name, version)}
                    facts={[
                        ...(data.requiresAnsible === ""
                            ? []
                            : [{ term: _("ansible-core"), value: <Mono>{data.requiresAnsible}</Mono> }]),
                        {
                            term: _("Collections"),
                            value: (
                                <Lines none={_("Depends on no other.")}>
                                    {dependencies.map(([name, condition]) => (
                                        <li key={name}>
                                            <Mono>{`${name} ${condition === "*" ? "" : condition}`.trim()}</Mono>
                                            {has.has(name) && <Subtle> {_("asked for already")}</Subtle>}
                                        </li>
                                    ))}
                                </Lines>
                            ),
                        },
                        ...(needs.data
                            ? [
                                  { term: _("Python"), value: <Needs needs={needs.data.python} own={chosen.name} /> },
                                  { term: _("System"), value: <Needs needs={needs.data.system} own={chosen.name} /> },
                              ]
                            : []),
                        ...(data.size === null ? [] : [{ term: _("Size"), value: formatSize(data.size) }]),
                    ]}
                />
            )}
            {needs.data?.problems.map(problem => (
                <p key={problem} className="ee-small ee-breaks">
                    {problem}
                </p>
            ))}
            {listed !== undefined && <p className="ee-small ee-subtle">{sayListed(chosen.name, listed)}</p>}
            <div className="ee-line">
                <Button variant="secondary" size="sm" isDisabled={listed === wanted} onClick={() => onAdd(wanted)}>
                    {sayDeed(chosen.name, wanted, listed !== undefined)}
                </Button>
                {!needs.data && (
                    <Button
                        variant="link"
                        size="sm"
                        isLoading={needs.isFetching}
                        spinnerAriaLabel={_("Fetching")}
                        onClick={() => {
                            if (!isAsked) setAsked(version);
                            else if (!needs.isFetching) void needs.refetch();
                        }}
                    >
                        {_("Show what it needs")}
                    </Button>
                )}
            </div>
        </div>
    );
}

const sayListed = (name: string, version: string): string =>
    version === "" ? format(_("$0 is in the list."), name) : format(_("$0 is in the list, with $1."), name, version);

function sayDeed(name: string, wanted: string, isListed: boolean): string {
    if (!isListed) return format(_("Add $0"), name);
    return wanted === "" ? format(_("Change $0 to any version"), name) : format(_("Change $0 to $1"), name, wanted);
}

const Lines = ({ none, children }: { none: string; children: readonly ReactNode[] }) =>
    children.length === 0 ? <Subtle>{none}</Subtle> : <ul className="ee-rows">{children}</ul>;

/** Each as it is written, with who asks where that is a collection that it depends on. */
const Needs = ({ needs, own }: { needs: readonly Need[]; own: string }) => (
    <Lines none={_("Nothing.")}>
        {needs.map(({ text, askedBy }) => {
            const others = askedBy.filter(who => !who.startsWith(`${own} `));
            return (
                <li key={text}>
                    <Mono>{text}</Mono>
                    {others.length === askedBy.length && <Subtle> {format(_("for $0"), others.join(_(", ")))}</Subtle>}
                </li>
            );
        })}
    </Lines>
);
