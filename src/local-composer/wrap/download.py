"""Debian packages as data, by apt-get: its sources, its proxies, its checks."""

import glob
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import apt_pkg

from cache import workspace
from closure import Deb
from failure import Failure

# apt fetches as a user of its own when root calls it, who may not write where we want it
AS_CALLER = ["-o", "APT::Sandbox::User=root"]


def read_lists() -> list[tuple[str, int, int]]:
    """Name, size and time of apt's lists of packages: they change when, and only when, apt learns something new."""
    apt_pkg.init_config()
    files = sorted(glob.glob(apt_pkg.config.find_dir("Dir::State::lists") + "*_Packages*"))
    states = [(os.path.basename(file), os.stat(file)) for file in files]
    return [(name, state.st_size, int(state.st_mtime)) for name, state in states]


def update_lists() -> None:
    if os.geteuid() != 0:
        raise Failure("apt has no list of packages yet: run `apt-get update` as root first")
    _apt_get("update", "-q")
    if not read_lists():
        raise Failure("apt has no list of packages, even after `apt-get update`: are there sources in /etc/apt?")


def download(debs: list[Deb], cache: Path) -> dict[str, Path]:
    """Path of each package's file by name; only what the cache has not is fetched."""
    paths = {deb.name: cache / "debs" / f"{deb.sha256}.deb" for deb in debs}
    missing = [deb for deb in debs if not paths[deb.name].exists()]
    if missing:
        print(f"downloading {len(missing)} Debian packages", file=sys.stderr)
        (cache / "debs").mkdir(parents=True, exist_ok=True)
        with workspace(cache) as work:
            _apt_get("download", "-q", *(f"{deb.name}={deb.version}" for deb in missing), cwd=work)
            for file in work.glob("*.deb"):
                file.rename(cache / "debs" / f"{hashlib.sha256(file.read_bytes()).hexdigest()}.deb")
    for deb in debs:
        if not paths[deb.name].exists():
            raise Failure(f"apt-get downloaded another {deb.name} than its index names")
        os.utime(paths[deb.name])
    return paths


def _apt_get(*arguments: str, cwd: Path | None = None) -> None:
    command = ["apt-get", *AS_CALLER, *arguments]
    done = subprocess.run(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        raise Failure(f"apt-get {arguments[0]} failed:\n{done.stdout.decode(errors='replace')[-2000:]}")
