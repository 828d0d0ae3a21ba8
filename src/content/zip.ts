/** Zips, by Python's own module: of no member does it read more than the zip declares. To be run in the box only. */

const PYTHON = ["/usr/bin/python3", "-I"];

/** Prints a line for each member. */
export const listZip = (archive: string): string[] => [...PYTHON, "-m", "zipfile", "--list", archive];

/** What is in a zip, with the bytes that are declared; a name with a line feed is not whole. */
export const parseZipList = (told: string): { name: string; size: number }[] =>
    [...told.matchAll(/^(.*?) +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d +(\d+)$/gm)].map(([, name = "", size]) => ({
        ...{ name, size: Number(size) },
    }));

/** Bytes that each member declares, whatever its name. */
export const parseZipSizes = (told: string): number[] =>
    [...told.matchAll(/\d\d:\d\d:\d\d +(\d+)$/gm)].map(([, size]) => Number(size));

/** Puts all of it into a directory as plain files: no modes, and where a link leads is what is in it. */
export const unpackPlain = (archive: string, directory: string): string[] => [
    ...[...PYTHON, "-m", "zipfile", "--extract", archive, directory],
];

/** Puts a member into a directory, or all for null: with their modes, and links as links. */
export const unpackZip = (archive: string, directory: string, member: string | null): string[] => [
    ...[...PYTHON, "-c", UNPACK, archive, directory],
    ...(member === null ? [] : [member]),
];

/**
 * The module by itself leaves modes away, and writes a link's target into a file. Links come last, so that nothing is
 * written through one, and each where no other is on the way.
 */
const UNPACK = `
import os, stat, sys, zipfile
archive, directory, *wanted = sys.argv[1:]
with zipfile.ZipFile(archive) as opened:
    links = []
    for member in opened.infolist():
        mode = member.external_attr >> 16
        if wanted and member.filename not in wanted:
            continue
        if stat.S_ISLNK(mode):
            links.append(member)
            continue
        path = opened.extract(member, directory)
        if mode & 0o777 and not member.is_dir():
            os.chmod(path, mode & 0o777)
    for member in links:
        names = [name for name in member.filename.split("/") if name not in ("", ".", "..")]
        path = os.path.join(directory, *names)
        parent = os.path.dirname(path)
        if os.path.realpath(parent) != parent:
            sys.exit("a link lies below a link")
        os.makedirs(parent, exist_ok=True)
        os.symlink(opened.read(member), path)
`;
