"""From a .deb to a tree as an OSTree commit wants it. No maintainer script is run."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def unpack(deb: Path, root: Path) -> None:
    """Unpack below `root`, with /bin, /sbin, /lib and /lib64 in /usr."""
    merge = r"--transform=s,^\./\(bin\|sbin\|lib\|lib64\)\(/\|$\),./usr/\1\2,"
    untar = ["tar", "-x", "-C", str(root), "--same-permissions", "--no-same-owner", merge]
    with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", deb], stdout=subprocess.PIPE) as archive:
        subprocess.run(untar, stdin=archive.stdout, check=True)
    if archive.returncode != 0:
        raise subprocess.CalledProcessError(archive.returncode, archive.args)


def make_tree(made: dict, root: Path) -> None:
    """Fill `root` with a package of our own, as `made/NAME.json` describes it."""
    for mode, directories in made["directories"].items():
        for directory in directories:
            (root / directory).mkdir(parents=True, exist_ok=True)
            (root / directory).chmod(int(mode, 8))
    for path, lines in made["files"].items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("".join(f"{line}\n" for line in lines))
    for path, target in made["links"].items():
        (root / path).symlink_to(target)


def keep_licence(root: Path, deb: str, rpm: str) -> None:
    """Debian keeps a package's licence with its documentation; it stays when that goes."""
    licence = root / "usr/share/doc" / deb / "copyright"
    if licence.is_file():
        kept = root / "usr/share/licenses" / rpm
        kept.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(licence, kept / f"{deb}.copyright")


def leave_out(root: Path) -> None:
    """Remove what left-out.txt lists, and byte code that is not ours."""
    for path in read_list(HERE / "left-out.txt"):
        remove(root / path)
    for byte_code in list(root.rglob("__pycache__")):
        shutil.rmtree(byte_code)


def compile_python(root: Path) -> None:
    """Byte code that is valid whatever the time of its source: an OSTree checkout sets all times anew.

    It makes `ansible --version` three times as fast.
    """
    directories = [*root.glob("usr/lib/python3*"), *root.glob("usr/share/ansible")]
    if any(next(directory.rglob("*.py"), None) for directory in directories):
        compile_all = [sys.executable, "-W", "ignore", "-m", "compileall", "-q", "-s", root, "-p", "/"]
        # templates that end in .py are no Python: that they fail is expected
        subprocess.run(
            [*compile_all, "--invalidation-mode", "unchecked-hash", *directories], stdout=subprocess.DEVNULL, check=False
        )


def remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    elif os.path.lexists(path):
        path.unlink()


def read_list(path: Path) -> list[str]:
    """The lines of a data file, without comments."""
    lines = (line.partition("#")[0].strip() for line in path.read_text().splitlines())
    return [line for line in lines if line]


def read_made() -> dict[str, dict]:
    """The packages that are not Debian's, by name."""
    return {path.stem: json.loads(path.read_text()) for path in sorted((HERE / "made").glob("*.json"))}
