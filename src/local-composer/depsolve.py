#!/usr/bin/python3
"""Answer questions about RPM repositories with dnf: a line of JSON on standard input, a line of JSON on standard output.

in:  {"cache": DIR, "repositories": [{"id", "name", "baseurl" | "metalink" | "mirrorlist", "verify_tls"}], "releasever": "37",
      "command": "depsolve", "specs": [SPEC...], "base": [NAME...]}      what has to be installed for specs
                                                      (and for those names of base that the repositories know)
   or "command": "search", "names": [NAME...]}        every build of these packages; "*" stands for anything
out: {"packages": [...]}                  or {"error": {"kind": "MarkingErrors", "reason": "..."}}

The wording around dnf's own texts mirrors osbuild's dnf-json, so that clients can tell the cases apart.
"""
import gc
import json
import os
import re
import sys
import tempfile

import dnf
import dnf.conf
import dnf.exceptions
import dnf.rpm
import hawkey


class Refused(Exception):
    def __init__(self, kind, reason):
        super().__init__(reason)
        self.kind = kind


def open_repositories(request, root):
    # Without settings dnf reads the release of the machine that we run on out of its rpmdb, which takes longer than the rest.
    conf = dnf.conf.Conf()
    base = dnf.Base(conf)
    conf.config_file_path = "/dev/null"
    conf.installroot = root
    conf.cachedir = request["cache"]
    conf.persistdir = os.path.join(request["cache"], "persist")
    conf.logdir = os.path.join(request["cache"], "log")
    conf.plugins = False
    conf.reposdir = []
    conf.varsdir = []
    conf.best = True
    conf.zchunk = False
    conf.gpgcheck = False
    conf.install_weak_deps = False
    # Questions are answered one after the other: a repository that does not answer must not hold up the others for long.
    conf.timeout = 15
    conf.retries = 2
    conf.substitutions["basearch"] = dnf.rpm.basearch(hawkey.detect_arch())
    conf.substitutions["releasever"] = request["releasever"]
    for wanted in request["repositories"]:
        repository = dnf.repo.Repo(wanted["id"], conf)
        if "baseurl" in wanted:
            repository.baseurl = [wanted["baseurl"]]
        for kind in ("metalink", "mirrorlist"):
            if kind in wanted:
                setattr(repository, kind, wanted[kind])
        repository.sslverify = wanted["verify_tls"]
        repository.skip_if_unavailable = False
        # Repositories change under our hands, more than once in a second; what has not changed costs one request for repomd.xml.
        repository._repo.expire()
        repository.enable()
        base.repos.add(repository)
    try:
        base.fill_sack(load_system_repo=False)
    except dnf.exceptions.RepoError as error:
        raise Refused("RepoError", f"There was a problem reading a repository: {name_repository(str(error), request)}") from error
    base.read_comps(arch_filter=True)
    return base


def name_repository(text, request):
    for wanted in request["repositories"]:
        url = next((wanted[key] for key in ("baseurl", "metalink", "mirrorlist") if key in wanted), "")
        text = text.replace(f"'{wanted['id']}'", f"'{wanted['id']}' [{wanted['name']}: {url}]")
    return text


def depsolve(base, request):
    specs = request["specs"]
    known = set(package.name for package in base.sack.query().available().filter(name=request["base"]))
    taken = [name for name in request["base"] if name in known]
    # Repositories without any of the base packages are no base for an operating system: let dnf say what is missing.
    if not taken and not specs:
        taken = request["base"]
    try:
        base.install_specs(taken + [spec for spec in specs if spec not in taken])
    except dnf.exceptions.MarkingErrors as error:
        raise Refused("MarkingErrors", f"Error occurred when marking packages for installation: {error}") from error
    try:
        base.resolve()
    except dnf.exceptions.DepsolveError as error:
        raise Refused("DepsolveError", f"There was a problem depsolving {', '.join(specs or taken)}: {error}") from error
    # libsolv's own order, in which what is needed comes first, may change between runs.
    packages = sorted(base.transaction.install_set, key=lambda package: (package.name, package.evr, package.arch))
    return [describe(package) for package in packages]


def search(base, request):
    patterns = [re.compile(".*".join(re.escape(part) for part in name.split("*"))) for name in request["names"]]
    found = [package for package in base.sack.query().available() if any(p.fullmatch(package.name) for p in patterns)]
    return [describe(package, details=True) for package in sorted(found)]


def describe(package, details=False):
    kind, digest = package.chksum
    told = {
        "name": package.name,
        "epoch": package.epoch,
        "version": package.version,
        "release": package.release,
        "arch": package.arch,
        "repository": package.reponame,
        "remote_location": package.remote_location(),
        "checksum": f"{hawkey.chksum_name(kind)}:{digest.hex()}",
        "build_time": package.buildtime,
    }
    if details:
        told |= {
            "summary": package.summary or "",
            "description": package.description or "",
            "url": package.url or "",
            "license": package.license or "",
        }
    return told


def answer(request):
    os.makedirs(os.path.join(request["cache"], "log"), exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="root-", dir=request["cache"]) as root:
        try:
            base = open_repositories(request, root)
            with base:
                return {"packages": depsolve(base, request) if request["command"] == "depsolve" else search(base, request)}
        except Refused as refused:
            return {"error": {"kind": refused.kind, "reason": str(refused)}}
        except dnf.exceptions.Error as error:
            return {"error": {"kind": type(error).__name__, "reason": str(error)}}


if __name__ == "__main__":
    # dnf collects garbage after each question, and of what is loaded now there will be none.
    gc.freeze()
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)
