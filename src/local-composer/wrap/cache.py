"""The cache below ~/.cache/cockpit-ee: named by content, finished by rename, one writer at a time.

    answers/NAME.json       what was made last, and what apt knew then
    debs/SHA256.deb         Debian's packages as downloaded
    rpms/KEY/NAME.rpm       one wrapped package
    repositories/KEY/       Packages/ (hard links to rpms/) and repodata/
    collections/KEY/        Ansible collections, for the tests
    work/                   unfinished things: whoever holds the lock may empty it

Whoever is killed leaves nothing but work/ behind.
"""

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

DAYS_KEPT = 30


def cache_directory() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "cockpit-ee"


@contextmanager
def locked(cache: Path) -> Iterator[None]:
    """Hold the cache alone. The lock goes with the process, however it ends; what it left in work/ goes now."""
    cache.mkdir(parents=True, exist_ok=True)
    with open(cache / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        shutil.rmtree(cache / "work", ignore_errors=True)
        yield


@contextmanager
def workspace(cache: Path) -> Iterator[Path]:
    """A fresh private directory on the cache's file system, gone afterwards."""
    (cache / "work").mkdir(parents=True, exist_ok=True)
    directory = Path(tempfile.mkdtemp(dir=cache / "work"))
    try:
        yield directory
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def make_once(target: Path, make: Callable[[Path], None]) -> Path:
    """The directory `target`, filled by `make` if it is not there yet: whole or not at all."""
    if target.is_dir():
        os.utime(target)
        return target
    cache = target.parent.parent
    target.parent.mkdir(parents=True, exist_ok=True)
    with workspace(cache) as work:
        new = work / target.name
        new.mkdir(mode=0o755)
        make(new)
        new.rename(target)
    return target


def write_file(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with workspace(path.parent.parent) as work:
        (work / path.name).write_text(text)
        (work / path.name).rename(path)


def forget_old(cache: Path) -> None:
    """Remove what no run has used for a month."""
    oldest = time.time() - DAYS_KEPT * 24 * 3600
    for kind in ("answers", "debs", "rpms", "repositories", "collections"):
        for path in (cache / kind).glob("*"):
            if path.stat().st_mtime < oldest:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
