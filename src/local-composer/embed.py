#!/usr/bin/python3
"""Embed container images in an installed root: JSON on standard input.

in:  {"root": DIR, "work": DIR, "images": [{"source": "quay.io/acme/ee@sha256:...", "name": "quay.io/acme/ee:1.0", "verify": BOOL}]}
out: a line for each thing of an image that a commit cannot hold; exit code 1 and a line on standard error for what cannot be done

As osbuild's stage org.osbuild.skopeo does it for OSTree: skopeo writes them for podman's overlay driver below
/usr/share/containers/storage, and /etc/containers/storage.conf names that place. What overlayfs marks as gone by a device
node, rpm-ostree names ".ostree-wh.NAME", of which OSTree makes the node again when the commit is deployed.
"""
import json
import os
import shutil
import stat
import subprocess
import sys

STORAGE = "usr/share/containers/storage"
CONFIGURATION = """# Images that came with the system.
[storage]
driver = "overlay"

[storage.options]
additionalimagestores = ["/usr/share/containers/storage"]
"""


class Impossible(Exception):
    pass


def make_directories(root, path):
    """A path of the root; a package's link on the way to it could lead to files of this machine."""
    place = root
    for part in path.split("/"):
        place = os.path.join(place, part)
        if os.path.islink(place):
            raise Impossible(f"/{os.path.relpath(place, root)} is a link")
        if not os.path.isdir(place):
            os.mkdir(place, 0o755)
            os.chmod(place, 0o755)
    return place


def pull(image, storage, work):
    # Its overlay driver leaves its directory mounted on itself.
    copy = ["unshare", "--mount", "skopeo", "--insecure-policy", "--tmpdir", work, "copy", "--quiet"]
    trust = [] if image["verify"] else ["--src-tls-verify=false"]
    target = f"containers-storage:[overlay@{storage}+{work}/run]{image['name']}"
    if shutil.which("skopeo") is None:
        raise Impossible("skopeo is not installed")
    done = subprocess.run([*copy, *trust, f"docker://{image['source']}", target], stderr=subprocess.PIPE, text=True)
    if done.returncode != 0:
        raise Impossible(f"skopeo: {done.stderr.strip()}")


def keep_whiteouts(storage):
    for directory, _, files in os.walk(os.path.join(storage, "overlay")):
        for name in files:
            path = os.path.join(directory, name)
            found = os.lstat(path)
            if stat.S_ISREG(found.st_mode) or stat.S_ISLNK(found.st_mode):
                continue
            os.unlink(path)
            if stat.S_ISCHR(found.st_mode) and found.st_rdev == 0:
                with open(os.path.join(directory, f".ostree-wh.{name}"), "x", encoding="utf-8"):
                    pass
            else:
                print(f"{path[len(storage) :]} is not kept: a commit holds no devices, sockets or pipes")


def embed(request):
    root, work = os.path.realpath(request["root"]), request["work"]
    storage = make_directories(root, STORAGE)
    os.makedirs(work)
    for image in request["images"]:
        pull(image, storage, work)
    shutil.rmtree(work)
    keep_whiteouts(storage)
    configuration = os.path.join(make_directories(root, "etc/containers"), "storage.conf")
    if os.path.lexists(configuration):
        os.unlink(configuration)
    with open(configuration, "x", encoding="utf-8") as stream:
        stream.write(CONFIGURATION)
    os.chmod(configuration, 0o644)


if __name__ == "__main__":
    try:
        embed(json.load(sys.stdin))
    except (Impossible, OSError) as error:
        sys.exit(str(error))
