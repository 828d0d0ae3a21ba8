/** The RPMs, collections and Python distributions of a commit. */
import { useMemo } from "react";

import { _, format, ngettext } from "../../language.ts";
import type { Collection } from "../../ostree/collections.ts";
import { type Package, packageVersion } from "../../ostree/packages.ts";
import type { Distribution } from "../../ostree/python.ts";
import { Mono, Nothing, Subtle } from "../parts/mono.tsx";
import { formatSize } from "../parts/size.ts";
import { type Answer, Answered } from "./answered.tsx";
import { type Column, ContentsTable } from "./contents-table.tsx";

export function PackagesTab({ answer }: { answer: Answer<Package[]> }) {
    const columns = useMemo(
        (): Column<Package>[] => [
            { title: _("Name"), cell: ({ name }) => <Mono>{name}</Mono>, sortBy: ({ name }) => name },
            { title: _("Version"), cell: each => <Mono>{packageVersion(each)}</Mono>, canBreak: true },
            {
                title: _("Size"),
                cell: ({ size }) => (size === null ? <Nothing /> : formatSize(size)),
                sortBy: ({ size }) => size ?? -1,
                isNumber: true,
            },
            {
                title: _("Licence"),
                cell: ({ licence }) => licence ?? <Nothing />,
                sortBy: ({ licence }) => licence ?? "",
            },
            {
                title: _("Required by"),
                cell: ({ requiredBy }) => <RequiredBy names={requiredBy} />,
                sortBy: ({ requiredBy }) => requiredBy.length,
            },
        ],
        [],
    );
    return (
        <Answered answer={answer} problem={_("The RPMs could not be read")} none={_("No RPMs in this commit.")}>
            {packages => (
                <ContentsTable
                    label={_("RPMs")}
                    columns={columns}
                    rows={packages}
                    keyOf={each => `${each.name} ${packageVersion(each)} ${each.arch}`}
                    search={packageSearch()}
                />
            )}
        </Answered>
    );
}

const packageSearch = () => ({
    label: _("Search RPMs"),
    placeholder: _("Name, licence or asker"),
    words: ({ name, licence, requiredBy }: Package) => [name, licence ?? "", ...requiredBy],
});

/** One or two by name, more by their count. */
export function RequiredBy({ names }: { names: readonly string[] }) {
    if (names.length === 0) return <Nothing />;
    if (names.length <= 2) return <Mono>{names.join(", ")}</Mono>;
    const text = format(ngettext("$0 package", "$0 packages", names.length), names.length);
    return <span title={names.slice(0, 50).join(", ")}>{text}</span>;
}

export function CollectionsTab({ answer }: { answer: Answer<Collection[]> }) {
    const columns = useMemo(
        (): Column<Collection>[] => [
            { title: _("Name"), cell: ({ name }) => <Mono>{name}</Mono>, sortBy: ({ name }) => name },
            { title: _("Version"), cell: ({ version }) => <Version of={version} /> },
            { title: _("Size"), cell: ({ size }) => formatSize(size), sortBy: ({ size }) => size, isNumber: true },
            { title: _("Directory"), cell: ({ directory }) => <Mono>{directory}</Mono>, canBreak: true, isWide: true },
        ],
        [],
    );
    return (
        <Answered
            answer={answer}
            problem={_("The collections could not be read")}
            none={_("No collections in this commit.")}
        >
            {collections => (
                <ContentsTable
                    label={_("Collections")}
                    columns={columns}
                    rows={collections}
                    keyOf={({ directory }) => directory}
                    search={nameSearch(_("Search collections"))}
                />
            )}
        </Answered>
    );
}

export function PythonTab({ answer }: { answer: Answer<Distribution[]> }) {
    const columns = useMemo(
        (): Column<Distribution>[] => [
            { title: _("Name"), cell: ({ name }) => <Mono>{name}</Mono>, sortBy: ({ name }) => name },
            { title: _("Version"), cell: ({ version }) => <Version of={version} /> },
            {
                title: _("Directory"),
                cell: ({ directory }) => <Mono>{directory}</Mono>,
                sortBy: ({ directory }) => directory,
                canBreak: true,
            },
        ],
        [],
    );
    return (
        <Answered
            answer={answer}
            problem={_("The Python distributions could not be read")}
            none={_("No Python distributions in this commit.")}
        >
            {distributions => (
                <ContentsTable
                    label={_("Python")}
                    columns={columns}
                    rows={distributions}
                    keyOf={({ name, version, directory }) => `${directory}/${name}-${version}`}
                    search={nameSearch(_("Search Python distributions"))}
                />
            )}
        </Answered>
    );
}

const nameSearch = (label: string) => ({
    label,
    placeholder: _("Name"),
    words: ({ name }: { name: string }) => [name],
});

const Version = ({ of }: { of: string | null }) =>
    of === null ? <Subtle>{_("not known")}</Subtle> : <Mono>{of}</Mono>;
