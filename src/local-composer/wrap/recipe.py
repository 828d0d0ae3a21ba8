"""What each RPM is to be made of, before anything is made: same recipe, same bytes."""

import hashlib
import json
from dataclasses import asdict, dataclass

from closure import Deb, Need
from failure import Failure
from tree import HERE, read_list, read_made
from version import to_rpm_version


@dataclass(frozen=True)
class Recipe:
    """One RPM to be. `debs` is empty for a package of our own, and `made` for one of Debian's."""

    name: str
    version: str
    release: str
    architecture: str
    debs: tuple[Deb, ...]
    made: dict | None
    requires: tuple[str, ...]
    provides: tuple[str, ...]

    def key(self, wrapping: str) -> str:
        """Names the result: another key for another recipe or another way of wrapping (its digest)."""
        return hashlib.sha256(json.dumps([wrapping, asdict(self)]).encode()).hexdigest()[:32]


def list_recipes(debs: list[Deb]) -> list[Recipe]:
    """One recipe for each name in names.txt, or of a package that keeps its own; and those of our own packages."""
    names = dict(line.split() for line in read_list(HERE / "names.txt"))
    relations = json.loads((HERE / "relations.json").read_text())
    groups = _group(debs, names)
    leaders = {group[0].name for group in groups.values()}

    def recipe(target: str, group: list[Deb], made: dict | None) -> Recipe:
        version, release = to_rpm_version(made["version"] if made else group[0].version)
        needs = {_requirement(need, names, leaders) for deb in group for need in deb.needs}
        extra = [("filesystem", None), *((name, None) for name in relations["requires"].get(target, []))]
        requires = {f"{name} >= {least}" if least else name for name, least in [*needs, *extra] if name != target}
        provides = [text.format(version=f"{version}-{release}") for text in relations["provides"].get(target, [])]
        architecture = _architecture(target, group)
        return Recipe(
            target, version, release, architecture, tuple(group), made, tuple(sorted(requires)), tuple(provides)
        )

    wrapped = [recipe(target, group, None) for target, group in groups.items()]
    return wrapped + [recipe(target, [], made) for target, made in read_made().items()]


def _group(debs: list[Deb], names: dict[str, str]) -> dict[str, list[Deb]]:
    """Packages by the name of their RPM, in the order of names.txt: the first one leads."""
    order = list(names)
    groups: dict[str, list[Deb]] = {}
    for deb in sorted(debs, key=lambda deb: (order.index(deb.name) if deb.name in names else len(order), deb.name)):
        groups.setdefault(names.get(deb.name, deb.name), []).append(deb)
    return groups


def _requirement(need: Need, names: dict[str, str], leaders: set[str]) -> tuple[str, str | None]:
    """A merged package has its leader's version, which says nothing about the others: they lose theirs."""
    name = names.get(need.name, need.name)
    if need.at_least is None or need.name not in leaders:
        return name, None
    # without a revision, as it is often written, the version would be read as that of a package of Debian's own
    version = need.at_least if "-" in need.at_least else f"{need.at_least}-0"
    return name, to_rpm_version(version)[0]


def _architecture(target: str, group: list[Deb]) -> str:
    """Our own packages have the layout of x86_64."""
    foreign = {deb.architecture for deb in group} - {"all", "amd64"}
    if foreign:
        raise Failure(f"{target} is for {', '.join(foreign)}: only amd64 can be wrapped")
    return "noarch" if group and all(deb.architecture == "all" for deb in group) else "x86_64"


def shared_paths() -> set[str]:
    """Paths that the package `filesystem` owns, and no other."""
    made = read_made()["filesystem"]
    return {*made["links"], *(path for paths in made["directories"].values() for path in paths)}


def digest(names: list[str]) -> str:
    """Digest of scripts and data of this directory."""
    texts = [(name, (HERE / name).read_text()) for name in sorted(names)]
    return hashlib.sha256(json.dumps(texts).encode()).hexdigest()


def digest_everything() -> str:
    """An edit to any of them asks for a new repository."""
    return digest([str(path.relative_to(HERE)) for path in HERE.rglob("*") if path.suffix in (".py", ".txt", ".json")])


def digest_wrapping() -> str:
    """What decides an RPM's bytes besides its recipe: an edit here wraps every package again."""
    return digest(["contents.py", "fixups.py", "left-out.txt", "made/filesystem.json", "package.py", "tree.py"])
