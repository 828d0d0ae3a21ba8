/** Questions of the pickers. Each is asked once for a text and a target, and given up as soon as nobody waits for it. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";

import {
    findCollections,
    type Looking,
    type OfferedCollection,
    readNeeds,
    readOffered,
    readVersions,
} from "../../build/find-collections.ts";
import { findPython, findRpms } from "../../build/find-packages.ts";
import { findInterpreter, interpreterWish } from "../../build/interpreter.ts";
import { readChoices } from "../../ee/choices.ts";
import type { Definition } from "../../ee/definition.ts";
import type { Files } from "../../ee/files.ts";
import { configFiles } from "../../ee/galaxy-servers.ts";
import { readGalaxyVariables } from "../../ee/galaxy-variables.ts";
import { readTarget } from "../../ee/target.ts";
import { useSession } from "../session.tsx";

const MINUTES = 60_000;
/** Servers get new versions, and sources new packages, but not while somebody chooses. */
const FRESH = 5 * MINUTES;

/** Shorter texts find everything. */
export const SHORTEST = 2;

export type LookingFor = { looking: Looking; key: unknown };

/** A definition as the host has it; null while its text cannot be read. */
export type SavedDefinition = { files: Files; definition: Definition | null };

/**
 * For whom is looked, and what tells his servers from others': answers hold while their configuration does. Of what is
 * saved: half a word that is being typed is somebody else's host, and would get the credentials.
 */
export function useLooking({ files, definition }: SavedDefinition): LookingFor {
    const { host, state } = useSession();
    return useMemo(() => {
        const known = definition ?? {};
        const configs = configFiles(files).map(path => files.get(path));
        const key = [configs, [...readGalaxyVariables(known)], known.build_arg_defaults ?? null];
        return { looking: { host, state, files, definition: known }, key };
    }, [host, state, files, definition]);
}

export const useFoundCollections = ({ looking, key }: LookingFor, text: string) =>
    useQuery({
        queryKey: ["find", "collections", text, key],
        queryFn: ({ signal }) => findCollections(looking, text, signal),
        enabled: text.length >= SHORTEST,
        staleTime: FRESH,
        placeholderData: keepPreviousData,
    });

type Chosen = Pick<OfferedCollection, "name" | "server">;

export const useVersions = ({ looking, key }: LookingFor, { name, server }: Chosen) =>
    useQuery({
        queryKey: ["find", "versions", name, server, key],
        queryFn: ({ signal }) => readVersions(looking, { name, server }, signal),
        staleTime: FRESH,
    });

export const useOffered = ({ looking, key }: LookingFor, { name, server }: Chosen, version: string) =>
    useQuery({
        queryKey: ["find", "offer", name, server, version, key],
        queryFn: ({ signal }) => readOffered(looking, { name, server, version }, signal),
        staleTime: FRESH,
    });

/** @param isWanted It is fetched for that, with all that it depends on. */
export const useNeeds = (
    { looking, key }: LookingFor,
    { name, version }: { name: string; version: string },
    distro: string,
    isWanted: boolean,
) =>
    useQuery({
        queryKey: ["find", "needs", name, version, distro, key],
        queryFn: ({ signal }) => readNeeds(looking, { name, version }, distro, signal),
        enabled: isWanted,
        staleTime: FRESH,
    });

/**
 * RPMs by what a system requirement or one of Python's is called, of the interpreter that a plan of the definition takes;
 * nothing is asked while there is no target.
 */
export function useFoundPackages(
    { files, definition }: SavedDefinition,
    kind: "python" | "system",
    distro: string | null,
    text: string,
) {
    const { composer } = useSession();
    const wish = useMemo(() => interpreterWish(files, definition ?? {}, readChoices(files)), [files, definition]);
    return useQuery({
        queryKey: ["find", kind, distro, text, kind === "python" ? wish : null],
        queryFn: async ({ client, signal }) => {
            const asking = { composer, distro: distro ?? "", signal };
            if (kind === "system") return findRpms(asking, text);
            const interpreter = await client.fetchQuery({
                queryKey: ["find", "interpreter", distro, wish],
                queryFn: () => findInterpreter(composer, readTarget(distro ?? ""), wish, signal),
                staleTime: FRESH,
            });
            return findPython(asking, interpreter, text);
        },
        enabled: distro !== null && text.length >= SHORTEST,
        staleTime: FRESH,
        placeholderData: keepPreviousData,
    });
}
