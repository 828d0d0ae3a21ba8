/** Image types in our words, with the server's own beside them. */
import { _ } from "../../language.ts";
import { Mono, Subtle } from "../parts/mono.tsx";

/** Our name for an image type; the server's where we have none. */
export function imageTypeName(type: string): string {
    if (/-commit$/.test(type)) return _("Commit");
    if (/-container$/.test(type)) return _("Container");
    if (/-simplified-installer$/.test(type)) return _("Simplified installer");
    if (/-installer$/.test(type)) return _("Installer");
    if (/-raw(-image|-xz)?$/.test(type)) return _("Raw");
    return type;
}

/** The types of these that make a commit. */
export const commitTypes = (types: readonly string[]): string[] => types.filter(type => /-commit$/.test(type));

export const ImageType = ({ type, distro }: { type: string; distro?: string }) => (
    <>
        {imageTypeName(type)}{" "}
        <Subtle>
            <Mono>{distro === undefined ? type : `${type}, ${distro}`}</Mono>
        </Subtle>
    </>
);
