/**
 * What ansible-builder checks once a definition fits its schema, in its order: the first that fails is what it prints.
 * Authority: user_definition.py (validate, ImageDescription), containerfile.py (what `create` copies).
 */
import type { Finding } from "../issue.ts";
import { _, format } from "../language.ts";
import type { Definition, SchemaVersion } from "./definition.ts";
import { type Files, kindBesides } from "./files.ts";
import { isCollectionName } from "./galaxy.ts";
import { type ListKind, namedFile } from "./requirement-text.ts";

export type BuilderCheck = Pick<Finding, "code" | "message" | "path"> & {
    builderMessage: string;
    /** For one line of text that was not meant as a file's name: the list that says what was meant. */
    listed?: unknown;
    /** For a list whose file is not there. */
    missing?: { named: string; kind: ListKind };
};

/** Everything that makes ansible-builder refuse the definition; `file` is its name. */
export const refusals = (
    definition: Definition,
    version: SchemaVersion,
    files: Files,
    file: string,
): BuilderCheck[] => [
    ...missingLists(definition, version, files, file),
    ...(version > 1 ? [...imageRefusals(definition, "base_image"), ...imageRefusals(definition, "builder_image")] : []),
    ...(version > 1 ? destinations(definition) : []),
];

/** What makes its `create` stop with a Python error although the definition is accepted, in the order in which it copies. */
export const createFailures = (definition: Definition, files: Files, file: string): BuilderCheck[] => [
    ...(["galaxy", "python", "system"] as const).flatMap(kind =>
        directoryGiven(files, file, namedFile(definition, kind), ["dependencies", kind]),
    ),
    ...patterns(definition),
    ...directoryGiven(files, file, definition.ansible_config ?? "", ["ansible_config"]),
    ...missingConfig(definition, files, file),
];

function directoryGiven(files: Files, file: string, named: string, path: Finding["path"]): BuilderCheck[] {
    if (named === "" || kindBesides(files, file, named) !== "directory") return [];
    return [
        {
            code: "dependency-file-directory",
            message: format(_("$0 is a directory; a file must be named here."), named),
            path,
            builderMessage: `Exception: Source ${named} can not be a directory. Please use copy_directory instead.`,
        },
    ];
}

/** Patterns that Python's pathlib does not take. */
const patterns = (definition: Definition): BuilderCheck[] =>
    (definition.additional_build_files ?? []).flatMap(({ src }, index) => {
        const whole = src.split("/").some(part => part !== "**" && part.includes("**"));
        if (src.startsWith("/") || (pathlib(src) !== "." && !whole)) return [];
        return [
            {
                code: "build-file-pattern",
                message: whole
                    ? _("** in src stands for any directories and must be between slashes.")
                    : _("src must name files or directories inside this one: write * for all of them."),
                path: ["additional_build_files", index, "src"],
                builderMessage: whole
                    ? "ValueError: Invalid pattern: '**' can only be an entire path component"
                    : "IndexError: tuple index out of range",
            },
        ];
    });

function missingConfig({ ansible_config: config }: Definition, files: Files, file: string): BuilderCheck[] {
    const kind = kindBesides(files, file, config ?? "");
    if (!config || kind === "file" || kind === "directory") return [];
    const said =
        kind === "none" ? "FileNotFoundError: [Errno 2] No such file or" : "NotADirectoryError: [Errno 20] Not a";
    return [
        {
            code: "ansible-config-missing",
            message: format(_("$0 is named here but is not there."), config),
            path: ["ansible_config"],
            builderMessage: `${said} directory: '${config}'`,
        },
    ];
}

const missingLists = (definition: Definition, version: SchemaVersion, files: Files, file: string): BuilderCheck[] =>
    (["galaxy", "python", "system"] as const).flatMap(kind => {
        const named = namedFile(definition, kind);
        if (named === "" || ["file", "directory"].includes(kindBesides(files, file, named))) return [];
        const meant = meantList(kind, version, named);
        return [
            {
                code: "dependency-file-missing",
                message: meant
                    ? format(
                          _(
                              "One line of text is the name of a file here, and there is no file $0. Write a list to ask for it.",
                          ),
                          named,
                      )
                    : format(_("$0 is named here but is not there."), named),
                path: ["dependencies", kind],
                builderMessage: `Dependency file ${named} does not exist.`,
                ...(meant ? { listed: meant } : { missing: { named, kind } }),
            },
        ];
    });

/** What one line asks for that is no file's name; null where it may be one, and where a version knows no lists. */
function meantList(kind: "galaxy" | "python" | "system", version: SchemaVersion, named: string): unknown {
    if (version < 3) return null;
    if (kind === "galaxy") return isCollectionName(named) && !/\.ya?ml$/.test(named) ? { collections: [named] } : null;
    return /\.(?:txt|in|ya?ml)$|\//.test(named) || !/^[A-Za-z0-9]/.test(named) ? null : [named];
}

function imageRefusals(definition: Definition, key: "base_image" | "builder_image"): BuilderCheck[] {
    const image = definition.images?.[key];
    if (!image || Object.keys(image).length === 0) return [];
    const path = ["images", key];
    if (!image.name) {
        const message = format(_("$0 needs a name."), key);
        return [{ code: "image-name", message, path, builderMessage: `'name' is a required field for '${key}'` }];
    }
    return (["name", "signature_original_name"] as const).flatMap(field => {
        const written = image[field];
        if (!written || /:[\s\S]/.test(written)) return [];
        return [
            {
                code: "image-tag",
                message: format(_("$0 needs a tag: write $0:latest, or better a release."), written),
                path: [...path, field],
                builderMessage: `Container image requires a tag: ${written}`,
            },
        ];
    });
}

const destinations = (definition: Definition): BuilderCheck[] =>
    (definition.additional_build_files ?? []).flatMap(({ dest }, index) => {
        if (!dest.startsWith("/") && !dest.split("/").includes("..")) return [];
        return [
            {
                code: "build-file-destination",
                message: _("dest is a directory inside the build: it may not be absolute or have “..” in it."),
                path: ["additional_build_files", index, "dest"],
                builderMessage: `'dest' must not be an absolute path or contain '..': ${pathlib(dest)}`,
            },
        ];
    });

/** A path as Python's pathlib prints it: no doubled slashes, no "." parts. */
function pathlib(path: string): string {
    const root = /^\/\/(?!\/)/.test(path) ? "//" : path.startsWith("/") ? "/" : "";
    return (
        root +
            path
                .split("/")
                .filter(part => part !== "" && part !== ".")
                .join("/") || "."
    );
}
