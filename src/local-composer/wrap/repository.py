#!/usr/bin/python3
"""Wrap Debian's own packages as RPMs, under the names that authors of execution environments write.

    /usr/bin/python3 repository.py

Prints the path of a dnf repository, made in ~/.cache/cockpit-ee unless it is there; progress is on stderr. For
development, demonstration and tests: it makes commits in which Ansible really runs, on machines where there is
neither Fedora nor osbuild-composer.
"""

import sys

sys.dont_write_bytecode = True

import hashlib
import json
import os
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

try:
    import apt_pkg as _
except ModuleNotFoundError:
    sys.exit("python3-apt is missing: apt-get install python3-apt rpm createrepo-c")

from answer import answer
from cache import make_once, workspace
from closure import list_closure
from download import download
from failure import Failure
from package import TIME, wrap
from recipe import Recipe, digest_everything, digest_wrapping, list_recipes
from tree import HERE, read_list

LABEL = "debian-wrapped (development)"
PROGRAMS = {"rpmbuild": "rpm", "createrepo_c": "createrepo-c", "dpkg-deb": "dpkg", "tar": "tar"}


def make_repository(cache: Path) -> Path:
    """Make the repository, of what the cache has and of what is new."""
    missing = sorted(package for program, package in PROGRAMS.items() if not shutil.which(program))
    if missing:
        raise Failure(f"programs are missing: apt-get install {' '.join(missing)}")
    debs = list_closure(read_list(HERE / "seeds.txt"), set(read_list(HERE / "drop.txt")))
    files = download(debs, cache)
    wrapping = digest_wrapping()
    recipes = {cache / "rpms" / recipe.key(wrapping): recipe for recipe in list_recipes(debs)}
    _wrap_all(cache, recipes, files)
    rpms = sorted(rpm for directory in recipes for rpm in directory.iterdir())
    parts = [LABEL, *sorted(directory.name for directory in recipes)]
    key = hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]
    return make_once(cache / "repositories" / key, lambda directory: _publish(rpms, directory))


def _wrap_all(cache: Path, recipes: dict[Path, Recipe], files: dict[str, Path]) -> None:
    def make(item: tuple[Path, Recipe]) -> None:
        directory, recipe = item
        with workspace(cache) as work:
            make_once(directory, lambda result: wrap(recipe, files, work, result))

    def size(item: tuple[Path, Recipe]) -> int:
        return sum(files[deb.name].stat().st_size for deb in item[1].debs)

    new = sum(not directory.exists() for directory in recipes)
    print(f"wrapping {new} of {len(recipes)} packages", file=sys.stderr)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        # the largest first, or one core would wait for the other in the end
        list(pool.map(make, sorted(recipes.items(), key=size, reverse=True)))


def _publish(rpms: list[Path], directory: Path) -> None:
    (directory / "Packages").mkdir()
    for rpm in rpms:
        os.link(rpm, directory / "Packages" / rpm.name)
    reproducible = ["--revision", str(TIME), "--set-timestamp-to-revision"]
    plain = ["--quiet", "--no-database", "--simple-md-filenames", "--repo", LABEL]
    subprocess.run(["createrepo_c", *plain, *reproducible, directory], check=True, stdout=sys.stderr)


def main() -> None:
    # modes go into the packages: they must not depend on who calls
    os.umask(0o022)
    try:
        print(answer("repository", digest_everything(), make_repository))
    except Failure as failure:
        sys.exit(str(failure))


if __name__ == "__main__":
    main()
