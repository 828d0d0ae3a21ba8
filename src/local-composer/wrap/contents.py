"""What a finished tree holds: the spec's list of files, and what the package can say that it provides."""

import email.parser
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from version import normalize_name, to_rpm_python_version

DISTRIBUTION = re.compile(r"usr/lib/python3[^/]*/(?:.+/)?[^/]+\.(?:dist-info/METADATA|egg-info(?:/PKG-INFO)?)")


def walk(root: Path) -> Iterator[str]:
    """Every path below root, relative, parents first, in an order that does not depend on the file system."""
    for directory, directories, files in os.walk(root):
        directories.sort()
        base = "" if Path(directory) == root else os.path.relpath(directory, root) + "/"
        yield from sorted(base + name for name in directories + files)


def list_files(root: Path, shared: set[str]) -> list[str]:
    """Lines for %files: everything is root's, files in /etc are configuration, `shared` belongs to others."""
    lines = []
    for path in sorted(walk(root)):
        mode = (root / path).lstat().st_mode
        attributes = f"%attr({stat.S_IMODE(mode):04o},root,root)"
        if path in shared:
            continue
        if stat.S_ISLNK(mode):
            lines.append(quote(path))
        elif stat.S_ISDIR(mode):
            lines.append(f"%dir {attributes} {quote(path)}")
        elif path.startswith("etc/"):
            lines.append(f"%config(noreplace) {attributes} {quote(path)}")
        else:
            lines.append(f"{attributes} {quote(path)}")
    return lines


def quote(path: str) -> str:
    escaped = path.replace("%", "%%").replace('"', '\\"')
    return f'"/{escaped}"'


def list_python_provides(root: Path) -> set[str]:
    """`python3dist(NAME) = VERSION` of each Python distribution, as Fedora's generator writes it."""
    provides = set()
    for path in walk(root):
        if DISTRIBUTION.fullmatch(path) and (root / path).is_file():
            text = (root / path).read_text(errors="replace")
            headers = email.parser.HeaderParser().parsestr(text)
            if headers["Name"] and headers["Version"]:
                name, version = normalize_name(headers["Name"]), to_rpm_python_version(headers["Version"])
                provides |= {f"python3dist({name}) = {version}", f"python3.11dist({name}) = {version}"}
    return provides


def set_times(root: Path, time: int) -> None:
    for path in walk(root):
        os.utime(root / path, (time, time), follow_symlinks=False)
