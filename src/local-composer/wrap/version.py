"""Versions: Debian's and Python's, as RPM writes them."""

import re

DIST = "deb12"


def to_rpm_version(debian: str) -> tuple[str, str]:
    """The Version and Release of a Debian version.

    The epoch goes, for no author of an execution environment writes Debian's. What says only that Debian repacked
    the sources moves to the release, so that `>= 2.28` means what upstream means by it.

    >>> to_rpm_version("1:2.39.5-0+deb12u2")
    ('2.39.5', '0+deb12u2')
    >>> to_rpm_version("1.5.3+dfsg-2")
    ('1.5.3', '2.dfsg.deb12')
    >>> to_rpm_version("4.0.2+really3.9.6-1")
    ('3.9.6', '1.deb12')
    >>> to_rpm_version("12.4+deb12u12")
    ('12.4', '1.deb12u12')
    >>> to_rpm_version("1%{lua:x}\\nRequires: y-1")
    ('1..lua.x..Requires..y', '1.deb12')
    """
    whole = re.sub(r"^\d+:", "", debian)
    upstream, dash, revision = whole.rpartition("-")
    if not dash:
        upstream, revision = _split_native(whole)
    really = re.search(r"\+really(.+)$", upstream)
    if really:
        upstream = really[1]
    repacked = re.match(r"(.+?)[+~.]((?:dfsg|ds|repack)[0-9.]*)$", upstream)
    if repacked:
        upstream, revision = repacked[1], f"{revision}.{repacked[2]}"
    release = revision if DIST in revision else f"{revision}.{DIST}"
    return _allowed(upstream), _allowed(release)


def _split_native(version: str) -> tuple[str, str]:
    """A package that Debian itself is the upstream of has no revision, but may have a stable update's mark."""
    update = re.match(r"(.+?)\+(deb\d+u\d+)$", version)
    return (update[1], f"1.{update[2]}") if update else (version, "1")


def _allowed(part: str) -> str:
    return re.sub(r"[^A-Za-z0-9._+~^]", ".", part)


PRE_RELEASE = {"alpha": "a", "beta": "b", "c": "rc", "pre": "rc"}
PEP440 = re.compile(
    r"(?:\d+!)?(?P<release>\d+(?:\.\d+)*)"
    r"(?:[._-]?(?P<pre>alpha|beta|pre|rc|a|b|c)[._-]?(?P<pre_number>\d*))?"
    r"(?:[._-]?post[._-]?(?P<post>\d*))?"
    r"(?:[._-]?dev[._-]?(?P<dev>\d*))?"
)


def to_rpm_python_version(version: str) -> str:
    """A Python distribution's version as Fedora provides it: no trailing zeros, pre-releases sorted by `~`.

    Mirrors rpm-software-management/python-rpm-packaging, scripts/pythondistdeps.py (convert, RpmVersion).

    >>> to_rpm_python_version("1.16.0")
    '1.16'
    >>> to_rpm_python_version("2.0rc1")
    '2~rc1'
    >>> to_rpm_python_version("1!3.0.post2")
    '3^post2'
    >>> to_rpm_python_version("0.1.dev5")
    '0.1~~dev5'
    >>> to_rpm_python_version("%{lua:x} y")
    '..lua.x..y'
    """
    match = PEP440.match(version.lower())
    if not match:
        return _allowed(version)
    numbers = match["release"].split(".")
    while len(numbers) > 1 and int(numbers[-1]) == 0:
        numbers.pop()
    rpm = ".".join(numbers)
    if match["pre"]:
        rpm += f"~{PRE_RELEASE.get(match['pre'], match['pre'])}{match['pre_number'] or 0}"
    if match["post"] is not None:
        rpm += f"^post{match['post'] or 0}"
    if match["dev"] is not None:
        rpm += f"~~dev{match['dev'] or 0}"
    return rpm


def normalize_name(name: str) -> str:
    """A Python distribution's name as PEP 503 compares it.

    >>> normalize_name("Ruamel.yaml__clib")
    'ruamel-yaml-clib'
    """
    return re.sub(r"[-_.]+", "-", name).lower()
