"""Which Debian packages the seeds need, by apt's index. Nothing is installed and nothing downloaded."""

from collections import deque
from dataclasses import dataclass

import apt_pkg

from failure import Failure


@dataclass(frozen=True)
class Need:
    """A dependency as it was settled: the package that meets it, and the least version if one was named of it."""

    name: str
    at_least: str | None


@dataclass(frozen=True)
class Deb:
    """A Debian package of the closure; `architecture` is Debian's word ("amd64", "all")."""

    name: str
    version: str
    architecture: str
    sha256: str
    needs: tuple[Need, ...]


class Index:
    """apt's index, asked for candidates."""

    def __init__(self) -> None:
        apt_pkg.init()
        self._cache = apt_pkg.Cache(None)
        self._policy = apt_pkg.DepCache(self._cache)
        self._records = apt_pkg.PackageRecords(self._cache)

    def candidate(self, name: str) -> apt_pkg.Version:
        """The version that apt would install."""
        version = self._find(name)
        if version is None:
            raise Failure(f"apt has no package {name} to download: is its list of packages up to date?")
        return version

    def _find(self, name: str) -> apt_pkg.Version | None:
        if name not in self._cache or not self._cache[name].has_versions:
            return None
        version = self._policy.get_candidate_ver(self._cache[name])
        return version if version is not None and version.downloadable else None

    def providers(self, dependency: apt_pkg.Dependency) -> list[str]:
        """Names of the candidates that meet a dependency, those of a virtual package included."""
        names = []
        for version in dependency.all_targets():
            name = version.parent_pkg.name
            candidate = self._find(name)
            if candidate is not None and candidate.id == version.id and name not in names:
                names.append(name)
        return names

    def deb(self, version: apt_pkg.Version, needs: tuple[Need, ...] = ()) -> Deb:
        """What is to be known of a version in order to download and to wrap it."""
        name = version.parent_pkg.name
        for file in version.file_list:
            sha256 = self._records.lookup(file) and self._records.hashes.find("sha256")
            if sha256:
                return Deb(name, version.ver_str, version.arch, sha256.hashvalue, needs)
        raise Failure(f"apt's index has no SHA-256 of {name}")


def list_closure(seeds: list[str], drop: set[str]) -> list[Deb]:
    """The seeds and everything they need but for what is dropped, by name.

    Of alternatives, one that is there anyway is taken, else the first. A dependency that nothing meets, and that is
    not on the drop list, is a Failure: left out in silence it would be missed only when somebody runs the commit.
    """
    index, todo = Index(), deque(seeds)
    seen, debs = set(), []
    while todo:
        name = todo.popleft()
        if name in seen:
            continue
        seen.add(name)
        version = index.candidate(name)
        needs = [need for group in _groups(version) if (need := _settle(name, group, index, seen | set(seeds), drop))]
        debs.append(index.deb(version, tuple(needs)))
        todo.extend(need.name for need in needs)
    return sorted(debs, key=lambda deb: deb.name)


def _settle(
    asker: str, group: list[apt_pkg.Dependency], index: Index, there: set[str], drop: set[str]
) -> Need | None:
    """What one dependency of `asker` becomes; None if it is dropped."""
    choices = [(name, dependency) for dependency in group for name in index.providers(dependency)]
    chosen = next((choice for choice in choices if choice[0] in there), None)
    asked = {dependency.target_pkg.name for dependency in group}
    if chosen is None and drop & (asked | {name for name, _ in choices}):
        return None
    if not choices:
        raise Failure(f"{asker} needs {' or '.join(sorted(asked))}: neither in Debian nor on the drop list")
    return _need(*(chosen or choices[0]))


def _groups(version: apt_pkg.Version) -> list[list[apt_pkg.Dependency]]:
    lists = version.depends_list
    return [*lists.get("PreDepends", []), *lists.get("Depends", [])]


def _need(name: str, dependency: apt_pkg.Dependency) -> Need:
    """`=` and `<<` lose their version: packages that are merged into one RPM would tie each other's releases."""
    direct = dependency.target_pkg.name == name and dependency.comp_type_deb in (">=", ">>")
    return Need(name, dependency.target_ver if direct else None)
