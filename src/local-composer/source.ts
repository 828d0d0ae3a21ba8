/** RPM repositories that clients register, as the server keeps them. Pure. */
import * as z from "zod";

import { Refusal } from "./answer.ts";
import { isDistro } from "./distros.ts";

export const storedSourceSchema = z.object({
    id: z.string().default(""),
    name: z.string().default(""),
    type: z.string().default(""),
    url: z.string().default(""),
    check_gpg: z.boolean().default(false),
    check_ssl: z.boolean().default(false),
    system: z.boolean().default(false),
    distros: z
        .array(z.string())
        .nullish()
        .transform(list => list ?? []),
    rhsm: z.boolean().default(false),
    /** Armored OpenPGP keys. Real servers keep them since 2024. */
    gpgkeys: z
        .array(z.string())
        .nullish()
        .transform(list => list ?? []),
});

export type StoredSource = z.infer<typeof storedSourceSchema>;

/** A pushed source, as it is to be stored. Version 0 of the API knows no ids: there the name is the id. */
export function acceptSource(pushed: StoredSource, version: 0 | 1): StoredSource {
    const source = { ...pushed, id: version === 0 ? pushed.name : pushed.id, system: false };
    for (const field of ["id", "name", "type", "url"] as const) {
        if (version === 0 && field === "id") continue;
        if (source[field] === "") throw wrong(`Problem parsing POST body: '${field}' field is missing from request`);
    }
    const unknown = source.distros.filter(distro => !isDistro(distro));
    if (unknown.length > 0) throw wrong(`Invalid distributions: ${unknown.join(",")}`);
    return source;
}

const wrong = (message: string) => new Refusal(400, "ProjectsError", message);

/** A repository given on the command line. Signatures are not checked: what is wrapped on this machine has none. */
export const systemSource = (name: string, url: string): StoredSource => ({
    ...{
        id: name,
        name,
        type: "yum-baseurl",
        url,
        check_gpg: false,
        check_ssl: true,
        system: true,
        distros: [],
        rhsm: false,
        gpgkeys: [],
    },
});

/** A source in the shape of one version of the API. */
export function tellSource({ id, distros, rhsm, gpgkeys, ...source }: StoredSource, version: 0 | 1): object {
    const { name, type, url, check_gpg, check_ssl, system } = source;
    const both = { name, type, url, check_gpg, check_ssl, system, ...(gpgkeys.length > 0 ? { gpgkeys } : {}) };
    return version === 0 ? both : { id, ...both, ...(distros.length > 0 ? { distros } : {}), rhsm };
}

/** Whether packages of a distribution come from it; a source without distributions is for all. */
export const isFor = ({ distros }: StoredSource, distro: string): boolean =>
    distros.length === 0 || distros.includes(distro);
