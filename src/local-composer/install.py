#!/usr/bin/python3
"""Install RPMs into an empty root: JSON on standard input, one JSON line per event on standard output.

in:  {"root": DIR, "files": [PATH...]}
out: {"event": "installing", "package": "bash-5.2-1.x86_64"}         one for each
     {"event": "warning", "text": "..."}                             a scriptlet that may fail did
     {"event": "installed", "packages": [[NAME, EPOCH, VERSION, RELEASE, ARCH]...]}    the last one: what the rpmdb says
     {"event": "failed", "problems": ["..."]}                        instead of it; exit code 1

SOURCE_DATE_EPOCH must be set: it becomes the time of installation in the rpmdb, whose bytes then depend on the packages only.
"""
import json
import os
import sys

import rpm

DATABASE = "/usr/lib/sysimage/rpm"


def tell(event, **fields):
    print(json.dumps({"event": event, **fields}), flush=True)


def fail(problems):
    tell("failed", problems=[str(problem) for problem in problems])
    sys.exit(1)


class Progress:
    """rpm's callback. A package that failed is told only here: the transaction itself answers as if all were well."""

    def __init__(self):
        self.file = None
        self.failures = []

    def __call__(self, what, amount, total, key, _):
        if what == rpm.RPMCALLBACK_INST_OPEN_FILE:
            self.file = open(key[0], "rb")
            return self.file.fileno()
        if what == rpm.RPMCALLBACK_INST_CLOSE_FILE:
            self.file.close()
        elif what == rpm.RPMCALLBACK_INST_START:
            tell("installing", package=key[1])
        elif what in (rpm.RPMCALLBACK_UNPACK_ERROR, rpm.RPMCALLBACK_CPIO_ERROR):
            self.failures.append(f"unpacking {name_of(key)} failed")
        elif what == rpm.RPMCALLBACK_SCRIPT_ERROR and total:
            self.failures.append(f"a scriptlet of {name_of(key)} failed")
        elif what == rpm.RPMCALLBACK_SCRIPT_ERROR:
            tell("warning", text=f"a scriptlet of {name_of(key)} failed")
        return None


def name_of(key):
    return key[1] if isinstance(key, tuple) else str(key)


def tell_unmet(problem):
    """rpm's tuple for a dependency that is not met, as a sentence."""
    (name, version, release), (wanted, condition), *_ = problem
    return f"{wanted} {condition}".rstrip() + f" is needed by {name}-{version}-{release}"


def read_database(transaction):
    def text(value):
        return value.decode() if isinstance(value, bytes) else str(value)

    rows = [
        [text(header[tag]) if header[tag] is not None else "0" for tag in ("name", "epoch", "version", "release", "arch")]
        for header in transaction.dbMatch()
        if text(header["name"]) != "gpg-pubkey"
    ]
    return sorted(rows)


def install(root, files):
    # Debian's rpm keeps its database in a home directory, which is a link in most images.
    rpm.addMacro("_dbpath", DATABASE)
    rpm.addMacro("_db_backend", "sqlite")
    rpm.addMacro("_var", "/var")
    os.makedirs(root + DATABASE)
    transaction = rpm.TransactionSet(root)
    transaction.setVSFlags(rpm._RPMVSF_NOSIGNATURES)
    for file in files:
        with open(file, "rb") as stream:
            header = transaction.hdrFromFdno(stream)
        transaction.addInstall(header, (file, header["nevra"]), "u")
    problems = transaction.check()
    if problems:
        fail(tell_unmet(problem) for problem in problems)
    transaction.order()
    progress = Progress()
    problems = transaction.run(progress, "")
    if problems:
        fail(problem[0] if isinstance(problem, tuple) else problem for problem in problems)
    if progress.failures:
        fail(progress.failures)
    packages = read_database(transaction)
    transaction.closeDB()
    tell("installed", packages=packages)


if __name__ == "__main__":
    request = json.load(sys.stdin)
    try:
        install(request["root"], request["files"])
    except (OSError, rpm.error) as error:
        fail([error])
