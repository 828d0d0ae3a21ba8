#!/usr/bin/python3
"""Turn an installed root into a tree that OSTree can deploy: JSON on standard input, one JSON object on standard output.

in:  {"root": DIR, "hostname": "ee9" or null}
out: {"dropped": [PATH...]}      files below /var, which a commit cannot carry

What rpm-ostree does, as far as it matters here: /etc moves to /usr/etc, the rpmdb to /usr/share/rpm, and /var is emptied, its
directories and links made again at boot by tmpfiles.d.
"""
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

TOP = ("boot", "dev", "proc", "run", "sys", "sysroot", "var")


def plain(root, path):
    """A path of the root; ends the program where a package's link lies on it, which could lead to files of this machine."""
    if (root / path).resolve() != root.resolve() / path:
        sys.exit(f"/{path} has a link on its way")
    return root / path


def write_library_cache(root):
    if any((root / path).exists() for path in ("usr/sbin/ldconfig", "sbin/ldconfig")):
        subprocess.run(["/sbin/ldconfig", "-r", str(root)], check=True, stdout=sys.stderr)
        shutil.rmtree(plain(root, "var/cache/ldconfig"), ignore_errors=True)


def move_database(root):
    database = plain(root, "usr/lib/sysimage/rpm")
    # Out of write-ahead mode: one file whose bytes tell the packages, readable where nobody may write.
    with sqlite3.connect(database / "rpmdb.sqlite") as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()
    for litter in (".rpm.lock", "rpmdb.sqlite-shm", "rpmdb.sqlite-wal"):
        (database / litter).unlink(missing_ok=True)
    plain(root, "usr/share").mkdir(exist_ok=True)
    database.rename(root / "usr/share/rpm")
    database.symlink_to("../../share/rpm")


def describe_var(root):
    """Lines for tmpfiles.d that make the directories and links again, and the files for which there is no such line."""
    lines, dropped = [], []
    for directory, directories, files in os.walk(root / "var"):
        directories.sort()
        for name in sorted(directories + files):
            path = Path(directory, name)
            inside = "/" + str(path.relative_to(root))
            quoted = '"' + inside.replace("%", "%%").replace("\\", "\\\\").replace('"', '\\"') + '"'
            status = path.lstat()
            if path.is_symlink():
                lines.append(f"L {quoted} - - - - {os.readlink(path)}")
            elif path.is_dir():
                lines.append(f"d {quoted} {status.st_mode & 0o7777:04o} {status.st_uid} {status.st_gid} - -")
            else:
                dropped.append(inside)
    return sorted(lines), sorted(dropped)


def postprocess(root, hostname):
    write_library_cache(root)
    move_database(root)
    lines, dropped = describe_var(root)
    if lines:
        tmpfiles = plain(root, "usr/lib/tmpfiles.d/local-composer-var.conf")
        tmpfiles.parent.mkdir(parents=True, exist_ok=True)
        tmpfiles.write_text("\n".join(lines) + "\n")
    (root / "etc").mkdir(exist_ok=True)
    if hostname is not None:
        plain(root, "etc/hostname").write_text(hostname + "\n")
    (root / "etc").rename(root / "usr/etc")
    for name in TOP:
        # /boot may hold what a kernel package installs; everything else is filled when the machine runs.
        if name != "boot":
            shutil.rmtree(root / name, ignore_errors=True)
        (root / name).mkdir(exist_ok=True)
    return dropped


if __name__ == "__main__":
    request = json.load(sys.stdin)
    json.dump({"dropped": postprocess(Path(request["root"]), request["hostname"])}, sys.stdout)
