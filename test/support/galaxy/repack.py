#!/usr/bin/python3
"""Real Ansible collections, as Galaxy serves them: from Debian's `ansible` package, which is not installed.

    /usr/bin/python3 repack.py community.general ansible.posix community.crypto:1.9.0

Prints the directory of the artefacts, in the cache of src/local-composer/wrap. With `:VERSION` the collection gets
another version than its own, so that a range has something to choose from. Debian removes files (tests, and what is
not free), so FILES.json is made anew, and MANIFEST.json's checksum of it: ansible-galaxy verifies both.
"""

import sys

sys.dont_write_bytecode = True

import gzip
import hashlib
import io
import json
import re
import subprocess
import tarfile
from pathlib import Path

sys.path.insert(1, str(Path(__file__).resolve().parents[3] / "src/local-composer/wrap"))

from answer import answer
from cache import make_once, workspace
from closure import Index
from download import download
from failure import Failure
from package import TIME

COLLECTIONS = "usr/lib/python3/dist-packages/ansible_collections"
REQUEST = re.compile(r"(?P<namespace>[a-z][a-z0-9_]*)\.(?P<name>[a-z][a-z0-9_]*)(?::(?P<version>\d+\.\d+\.\d+))?")


def repack(cache: Path, requests: list[re.Match]) -> Path:
    """The directory of the artefacts that are asked for, made if need be."""
    index = Index()
    deb = index.deb(index.candidate("ansible"))
    file = download([deb], cache)[deb.name]
    wanted = [deb.sha256, Path(__file__).read_text(), *(request[0] for request in requests)]
    key = hashlib.sha256(json.dumps(wanted).encode()).hexdigest()[:16]

    def make(directory: Path) -> None:
        with workspace(cache) as work:
            sources = [f"./{COLLECTIONS}/{request['namespace']}/{request['name']}" for request in requests]
            unpack(file, work, sources)
            for source, request in zip(sources, requests):
                write_artefact(work / source, request["version"], directory)

    return make_once(cache / "collections" / key, make)


def unpack(deb: Path, root: Path, members: list[str]) -> None:
    with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", deb], stdout=subprocess.PIPE) as archive:
        untar = ["tar", "-x", "-C", root, "--no-same-owner", *dict.fromkeys(members)]
        done = subprocess.run(untar, stdin=archive.stdout, stderr=subprocess.PIPE)
    if done.returncode != 0:
        raise Failure(f"Debian's package ansible has not all of these collections:\n{done.stderr.decode()}")


def write_artefact(source: Path, version: str | None, directory: Path) -> None:
    """Write NAMESPACE-NAME-VERSION.tar.gz: same files, same bytes."""
    contents = read_contents(source)
    files = json.dumps({"files": [entry(*item) for item in contents.items()], "format": 1}, indent=1).encode()
    manifest = json.loads((source / "MANIFEST.json").read_text())
    manifest["file_manifest_file"]["chksum_sha256"] = hashlib.sha256(files).hexdigest()
    info = manifest["collection_info"]
    info["version"] = version or info["version"]
    # who reads only the manifest wants it first
    members = {"MANIFEST.json": json.dumps(manifest, indent=1).encode(), "FILES.json": files, **contents}
    del members["."]
    artefact = directory / f"{info['namespace']}-{info['name']}-{info['version']}.tar.gz"
    with gzip.GzipFile(artefact, "wb", mtime=0) as packed, tarfile.open(fileobj=packed, mode="w") as archive:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.mtime, member.mode = TIME, 0o755 if content is None else 0o644
            member.type, member.size = (tarfile.DIRTYPE, 0) if content is None else (tarfile.REGTYPE, len(content))
            archive.addfile(member, None if content is None else io.BytesIO(content))


def read_contents(source: Path) -> dict[str, bytes | None]:
    """What the collection holds, by path: a file's bytes, None for a directory. Links that lead out are left out."""
    contents: dict[str, bytes | None] = {".": None}
    for path in sorted(source.rglob("*")):
        name = str(path.relative_to(source))
        if name in ("MANIFEST.json", "FILES.json") or "__pycache__" in path.parts:
            continue
        if path.is_file() and path.resolve().is_relative_to(source.resolve()):
            contents[name] = path.read_bytes()
        elif path.is_dir() and not path.is_symlink():
            contents[name] = None
    return contents


def entry(name: str, content: bytes | None) -> dict:
    """A line of FILES.json, as ansible-galaxy's `collection build` writes it."""
    if content is None:
        return {"name": name, "ftype": "dir", "chksum_type": None, "chksum_sha256": None, "format": 1}
    checksum = hashlib.sha256(content).hexdigest()
    return {"name": name, "ftype": "file", "chksum_type": "sha256", "chksum_sha256": checksum, "format": 1}


def main() -> None:
    requests = [REQUEST.fullmatch(argument) for argument in sys.argv[1:]]
    if not requests or None in requests:
        sys.exit("usage: repack.py NAMESPACE.NAME[:VERSION]...")
    wanted = json.dumps([Path(__file__).read_text(), *(request[0] for request in requests)])
    try:
        print(answer("collections", hashlib.sha256(wanted.encode()).hexdigest(), lambda cache: repack(cache, requests)))
    except Failure as failure:
        sys.exit(str(failure))


if __name__ == "__main__":
    main()
