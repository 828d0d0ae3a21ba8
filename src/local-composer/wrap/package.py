"""One recipe to one RPM, by rpmbuild from a tree that is already there."""

import os
import subprocess
from pathlib import Path

import contents
import tree
from failure import Failure
from fixups import fix
from recipe import Recipe, shared_paths

# The time of everything that is made: the same input has the same bytes tomorrow.
TIME = 1700000000

MACROS = {
    "_build_name_fmt": "%%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm",
    "_buildhost": "localhost",
    "use_source_date_epoch_as_buildtime": "1",
    "clamp_mtime_to_source_date_epoch": "1",
    "_binary_payload": "w9.zstdio",
    # the tree is finished: nothing may be stripped, added, or found missing
    "__os_install_post": "%{nil}",
    "__check_files": "%{nil}",
    "_build_id_links": "none",
    "debug_package": "%{nil}",
    "_smp_build_ncpus": "1",
}


def wrap(recipe: Recipe, files: dict[str, Path], work: Path, result: Path) -> None:
    """Make the recipe's RPM, of the .deb `files` by name, as the only file of the directory `result`."""
    root = work / "root"
    root.mkdir(mode=0o755)
    if recipe.made:
        tree.make_tree(recipe.made, root)
    for deb in recipe.debs:
        tree.unpack(files[deb.name], root)
        tree.keep_licence(root, deb.name, recipe.name)
    fix(recipe.name, root)
    if not recipe.made:
        tree.leave_out(root)
    tree.compile_python(root)
    contents.set_times(root, TIME)
    shared = set() if recipe.made else shared_paths()
    (work / "files").write_text("".join(f"{line}\n" for line in contents.list_files(root, shared)))
    provides = {*recipe.provides, *contents.list_python_provides(root)}
    (work / "package.spec").write_text(spec(recipe, describe(recipe, files), provides, work / "files"))
    _rpmbuild(recipe, work, result)
    for rpm in result.iterdir():
        os.utime(rpm, (TIME, TIME))


def describe(recipe: Recipe, files: dict[str, Path]) -> tuple[str, str, str]:
    """Summary, description and home page: those of the first package."""
    if recipe.made:
        return recipe.made["summary"], recipe.made["description"], ""
    show = ["dpkg-deb", "--show", "--showformat=${Homepage}\n${Description}", files[recipe.debs[0].name]]
    homepage, summary, *lines = subprocess.run(show, check=True, capture_output=True).stdout.decode().split("\n")
    paragraphs = "\n".join("" if line.strip() == "." else line.strip() for line in lines).strip()
    return summary, paragraphs or summary, homepage


def spec(recipe: Recipe, description: tuple[str, str, str], provides: set[str], files: Path) -> str:
    summary, paragraphs, homepage = (text.replace("%", "%%") for text in description)
    origin = ", ".join(f"{deb.name} {deb.version}" for deb in recipe.debs)
    lines = [
        f"Name: {recipe.name}",
        f"Version: {recipe.version}",
        f"Release: {recipe.release}",
        f"Summary: {summary}",
        f"License: see /usr/share/licenses/{recipe.name}",
        f"Vendor: {f'wrapped from Debian: {origin}' if origin else 'cockpit-ee'}",
        *([f"URL: {homepage}"] if homepage else []),
        *(["BuildArch: noarch"] if recipe.architecture == "noarch" else []),
        "AutoReqProv: no",
        *(f"Requires: {name}" for name in recipe.requires),
        *(f"Provides: {name}" for name in sorted(provides)),
        "%description",
        paragraphs,
        f"%files -f {files}",
    ]
    return "".join(f"{line}\n" for line in lines)


def _rpmbuild(recipe: Recipe, work: Path, result: Path) -> None:
    macros = {**MACROS, "_topdir": str(work / "top"), "_rpmdir": str(result)}
    defines = [word for name, value in macros.items() for word in ("--define", f"{name} {value}")]
    command = ["rpmbuild", "-bb", "--quiet", "--nodeps", "--noprep", "--noclean", "--target", recipe.architecture]
    # the caller's ~/.rpmmacros would make it another package
    environment = {"PATH": os.environ["PATH"], "HOME": str(work), "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": str(TIME)}
    done = subprocess.run(
        [*command, "--buildroot", work / "root", *defines, work / "package.spec"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode != 0 or len(list(result.iterdir())) != 1:
        raise Failure(f"rpmbuild made no {recipe.name}:\n{done.stdout.decode(errors='replace')[-2000:]}")
