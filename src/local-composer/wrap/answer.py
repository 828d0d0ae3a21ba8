"""What was made last stays the answer until apt learns something new, or the scripts change."""

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path

from cache import cache_directory, forget_old, locked, write_file
from download import read_lists, update_lists


def answer(name: str, scripts: str, make: Callable[[Path], Path]) -> Path:
    """A path below the cache: the one that `make(cache)` answered last under this name, or a new one.

    `scripts` is a digest of what decides the result besides Debian's packages. While nothing changed this takes
    milliseconds and no network. Several processes may ask at once: one makes, the others wait and take its answer.
    """
    cache = cache_directory()
    file = cache / "answers" / f"{name}-{scripts[:32]}.json"
    known = _read(file)
    if known:
        return known
    with locked(cache):
        if not read_lists():
            update_lists()
        # whoever held the lock before us may have made it
        path = _read(file) or make(cache)
        write_file(file, json.dumps({"lists": _lists(), "path": str(path)}))
        forget_old(cache)
    return path


def _read(file: Path) -> Path | None:
    """The answer, if apt's lists are as they were. Lists that somebody emptied say nothing new."""
    if not file.exists():
        return None
    known = json.loads(file.read_text())
    path = Path(known["path"])
    if (read_lists() and known["lists"] != _lists()) or not path.is_dir():
        return None
    os.utime(file)
    os.utime(path)
    return path


def _lists() -> str:
    return hashlib.sha256(json.dumps(read_lists()).encode()).hexdigest()
