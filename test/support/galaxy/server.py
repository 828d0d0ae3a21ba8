#!/usr/bin/python3
"""A small Galaxy server, version 3 of the API, for a directory of collection artefacts, and version 1 for roles.

    /usr/bin/python3 server.py DIRECTORY [--port PORT] [--log] [--authorization TEXT] [--tampered FILE] [--no-search]

Roles are in DIRECTORY/roles, OWNER.NAME-VERSION.tar.gz each. Prints `ready URL` when it accepts; a client's server
URL may be that with or without `/api/`. Artefacts that are added later are served too, with FILE.tar.gz.asc beside one
as its signature. `--log` writes each request to stderr. With `--authorization` ("Token x") whoever asks otherwise is
refused, but for archives of roles, which clients ask without. With `--tampered FILE` that file is sent with a byte
more than it has. With `--no-search` it is one of the old ones, which can only be asked by name.
Authority: ansible/galaxy/api.py, the client; for the search pulp_ansible, app/galaxy/v3/filters.py: a word is found
where it is one of the namespace, the name, the description or the tags, and not where it is a part of one.
"""

import argparse
import functools
import hashlib
import json
import re
import sys
import tarfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

COLLECTION = re.compile(r"/api/v3/collections/(?P<namespace>\w+)/(?P<name>\w+)/(?:versions/(?:(?P<version>[^/]+)/)?)?")
DOWNLOAD = re.compile(r"/download/(?P<file>(?:roles/)?\w[\w.+-]*\.tar\.gz)")
ROLES = re.compile(r"/api/v1/roles/\?owner__username=(?P<owner>[\w.-]+)&name=(?P<name>[\w-]+)")
ROLE_VERSIONS = re.compile(r"/api/v1/roles/(?P<role>[\w.-]+)/versions/\?.*")
SEARCH = "/api/v3/plugin/ansible/search/collection-versions/"
TIME = "2024-01-01T00:00:00Z"


@functools.cache
def read_artefact(path: Path, _changed: int) -> dict:
    """What the API says of an artefact: its manifest's collection_info, file name, digest and size."""
    with tarfile.open(path) as archive:
        info = json.load(archive.extractfile("MANIFEST.json"))["collection_info"]
    data = path.read_bytes()
    signature = path.with_name(f"{path.name}.asc")
    signatures = [{"signature": signature.read_text()}] if signature.is_file() else []
    sha256 = hashlib.sha256(data).hexdigest()
    return {"info": info, "file": path.name, "sha256": sha256, "size": len(data), "signatures": signatures}


def list_versions(directory: Path, namespace: str, name: str) -> dict[str, dict]:
    """The artefacts of a collection by version, the highest last."""
    files = directory.glob(f"{namespace}-{name}-*.tar.gz")
    artefacts = [read_artefact(path, path.stat().st_mtime_ns) for path in files]
    versions = {artefact["info"]["version"]: artefact for artefact in artefacts}
    return dict(sorted(versions.items(), key=lambda item: [int(number) for number in re.findall(r"\d+", item[0])]))


def describe_version(artefact: dict, base: str, origin: str) -> dict:
    info = artefact["info"]
    return {
        "version": info["version"],
        "href": f"{base}versions/{info['version']}/",
        "namespace": {"name": info["namespace"]},
        "name": info["name"],
        "collection": {"name": info["name"], "href": base},
        "download_url": f"{origin}/download/{artefact['file']}",
        "artifact": {"filename": artefact["file"], "sha256": artefact["sha256"], "size": artefact["size"]},
        "metadata": {"dependencies": info["dependencies"], "description": info.get("description")},
        "manifest": {"collection_info": info},
        "signatures": artefact["signatures"],
        "requires_ansible": info.get("requires_ansible"),
    }


def describe_versions(versions: list[str], base: str) -> dict:
    links = dict.fromkeys(["first", "previous", "next", "last"])
    times = {"created_at": TIME, "updated_at": TIME}
    data = [{"version": version, "href": f"{base}versions/{version}/", **times} for version in versions]
    return {"meta": {"count": len(data)}, "links": links, "data": data}


def describe_collection(namespace: str, name: str, highest: str, base: str) -> dict:
    return {
        "href": base,
        "namespace": namespace,
        "name": name,
        "deprecated": False,
        "versions_url": f"{base}versions/",
        "highest_version": {"version": highest, "href": f"{base}versions/{highest}/"},
        "created_at": TIME,
        "updated_at": TIME,
    }


def search(directory: Path, query: dict[str, list[str]]) -> dict:
    """The highest version of each collection that all of the query fits."""
    names = sorted({tuple(path.name.split("-")[:2]) for path in directory.glob("*.tar.gz")})
    highest = [list(list_versions(directory, *name).values())[-1]["info"] for name in names]
    words = set(re.findall(r"[a-z0-9]+", " ".join(query.get("keywords", [])).lower()))

    def fits(info: dict) -> bool:
        texts = [info["namespace"], info["name"], info.get("description") or "", *(info.get("tags") or [])]
        own = set(re.findall(r"[a-z0-9]+", " ".join(texts).lower()))
        return words <= own and info["namespace"] in query.get("namespace", [info["namespace"]])

    found = [info for info in highest if fits(info)][: int(query.get("limit", ["10"])[0])]
    keys = ["namespace", "name", "version", "description", "dependencies"]
    data = [
        {"collection_version": {key: info.get(key) for key in keys}, "is_highest": True, "is_deprecated": False}
        for info in found
    ]
    return {"meta": {"count": len(data)}, "links": {}, "data": data}


def describe_roles(directory: Path, owner: str, name: str) -> dict:
    """The role's own name stands for its number, which clients only put into the next address."""
    found = any((directory / "roles").glob(f"{owner}.{name}-*.tar.gz"))
    return {"results": [{"id": f"{owner}.{name}", "name": name}] if found else []}


def describe_role_versions(directory: Path, role: str, origin: str) -> dict:
    files = [path.name for path in (directory / "roles").glob(f"{role}-*.tar.gz")]
    versions = {file.removeprefix(f"{role}-").removesuffix(".tar.gz"): file for file in files}
    links = [{"name": name, "download_url": f"{origin}/download/roles/{file}"} for name, file in versions.items()]
    return {"results": links, "next_link": None}


def answer(directory: Path, whole: str, origin: str, searches: bool) -> dict | Path | None:
    """What is at a path of the API: JSON, a file, or nothing."""
    path = whole.partition("?")[0]
    if path in ("/", "/api", "/api/"):
        base = "api/" if path == "/" else ""
        versions = {"v3": f"{base}v3/", "v1": f"{base}v1/"}
        return {"available_versions": versions, "server_version": "4.9.0"}
    if match := ROLES.fullmatch(whole):
        return describe_roles(directory, match["owner"], match["name"])
    if match := ROLE_VERSIONS.fullmatch(whole):
        return describe_role_versions(directory, match["role"], origin)
    if match := DOWNLOAD.fullmatch(path):
        file = directory / match["file"]
        return file if file.is_file() else None
    if path == SEARCH and searches:
        return search(directory, parse_qs(whole.partition("?")[2]))
    if not (match := COLLECTION.fullmatch(path)):
        return None
    namespace, name, version = match["namespace"], match["name"], match["version"]
    versions = list_versions(directory, namespace, name)
    base = f"/api/v3/collections/{namespace}/{name}/"
    if version:
        return describe_version(versions[version], base, origin) if version in versions else None
    if not versions:
        return None
    if path.endswith("/versions/"):
        return describe_versions(list(versions), base)
    return describe_collection(namespace, name, list(versions)[-1], base)


class Handler(BaseHTTPRequestHandler):
    directory: Path
    logs: bool
    authorization: str | None
    tampered: str | None
    searches: bool

    def do_GET(self) -> None:
        is_open = self.authorization is None or self.path.startswith("/download/roles/")
        if not is_open and self.headers["Authorization"] != self.authorization:
            error = {"status": "401", "code": "not_authenticated", "title": "Authentication credentials were not provided."}
            self.reply(401, "application/json", json.dumps({"errors": [error]}).encode())
            return
        found = answer(self.directory, self.path, f"http://{self.headers['Host']}", self.searches)
        if isinstance(found, Path):
            self.reply(200, "application/gzip", found.read_bytes() + b"\0" * (found.name == self.tampered))
        elif found is None:
            error = {"status": "404", "code": "not_found", "title": "Not found."}
            self.reply(404, "application/json", json.dumps({"errors": [error]}).encode())
        else:
            self.reply(200, "application/json", json.dumps(found).encode())

    def reply(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """The class's own log has addresses and times, which a test does not want to read."""
        if self.logs:
            print(self.command, self.path, file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="Serve a directory of collection artefacts as Galaxy does.")
    parser.add_argument("directory", type=Path)
    parser.add_argument("--port", type=int, default=0, help="a free one if not given")
    parser.add_argument("--log", action="store_true", help="write each request to stderr")
    parser.add_argument("--authorization", help="what a request's header of that name has to say")
    parser.add_argument("--tampered", help="file that is sent with a byte more")
    parser.add_argument("--no-search", action="store_true", help="answer only to whole names")
    options = parser.parse_args()
    Handler.directory, Handler.logs = options.directory, options.log
    Handler.authorization, Handler.tampered = options.authorization, options.tampered
    Handler.searches = not options.no_search
    server = ThreadingHTTPServer(("127.0.0.1", options.port), Handler)
    print(f"ready http://127.0.0.1:{server.server_port}/api/", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
