#!/usr/bin/python3
"""Commit a tree to an OSTree repository: JSON on standard input, JSON on standard output.

in:  {"repository": DIR, "archive": DIR, "image": DIR, "tree": DIR, "ref", "subject", "version", "timestamp": SECONDS,
      "parent": CHECKSUM or null, "url": where the parent is,
      "packages": [[NAME, EPOCH, VERSION, RELEASE, ARCH]...],
      "keep_attributes": PATH in the tree, below which extended attributes are kept; none, null or absent}
out: {"commit", "content_checksum", "metadata_total", "metadata_written", "content_total", "content_written", "cache_hits",
      "content_bytes_written"}

The commit is made in `repository`, compressed in `archive`, and laid out alone, under its ref, in `image`, which must not be
there yet. An object that the first two have already is not made again.

libostree instead of the `ostree` program: a list of some thousand packages is longer than one argument may be, and one
program starts faster than six. The tree is consumed: its files move into the repository instead of being copied.
"""
import json
import os
import sys
from pathlib import Path

import gi

gi.require_version("OSTree", "1.0")
from gi.repository import Gio, GLib, OSTree  # noqa: E402


# Twice as fast as the default, and one percent larger.
ZLIB_LEVEL = "2"


def open_repository(path, mode):
    repository = OSTree.Repo.new(Gio.File.new_for_path(path))
    Path(path).mkdir(parents=True, exist_ok=True)
    repository.create(mode, None)
    # What a crash of the machine loses can be composed again.
    repository.set_disable_fsync(True)
    return repository


def pull_parent(repository, url, checksum):
    """Only its commit object: enough to name it as parent, as osbuild does it."""
    options = {
        "refs": GLib.Variant("as", [checksum]),
        "flags": GLib.Variant("i", int(OSTree.RepoPullFlags.COMMIT_ONLY)),
        "depth": GLib.Variant("i", 0),
    }
    unsigned = {"gpg-verify": GLib.Variant("b", False), "gpg-verify-summary": GLib.Variant("b", False)}
    # libostree pulls from remotes that are configured; this one is overwritten by every compose that has a parent.
    change = OSTree.RepoRemoteChange.REPLACE
    repository.remote_change(None, change, "parent", url, GLib.Variant("a{sv}", unsigned), None)
    repository.pull_with_options("parent", GLib.Variant("a{sv}", options), None, None)


def open_archive(path):
    repository = open_repository(path, OSTree.RepoMode.ARCHIVE)
    config = repository.copy_config()
    if not config.has_group("archive"):
        config.set_string("archive", "zlib-level", ZLIB_LEVEL)
        repository.write_config(config)
        repository.reload_config(None)
    return repository


def pull_local(repository, source, checksum):
    """By checksum: compressing in many threads, it is several times faster than committing into an archive repository."""
    options = {"refs": GLib.Variant("as", [checksum])}
    repository.pull_with_options(Path(source).absolute().as_uri(), GLib.Variant("a{sv}", options), None, None)


def publish(request, checksum):
    pull_local(open_archive(request["archive"]), request["repository"], checksum)
    image = open_repository(request["image"], OSTree.RepoMode.ARCHIVE)
    pull_local(image, request["archive"], checksum)
    image.set_ref_immediate(None, request["ref"], checksum, None)


def find_kernel(tree):
    """The kernel's release, or None: `ostree admin deploy` wants a commit that names it."""
    return next((path.parent.name for path in sorted(Path(tree, "usr/lib/modules").glob("*/vmlinuz"))), None)


def describe(request):
    metadata = {
        "version": GLib.Variant("s", request["version"]),
        "rpmostree.rpmdb.pkglist": GLib.Variant("a(sssss)", [tuple(row) for row in request["packages"]]),
        "ostree.ref-binding": GLib.Variant("as", [request["ref"]]),
    }
    kernel = find_kernel(request["tree"])
    if kernel is not None:
        metadata |= {"ostree.linux": GLib.Variant("s", kernel), "ostree.bootable": GLib.Variant("b", True)}
    return GLib.Variant("a{sv}", metadata)


def choose_attributes(tree, below):
    """A modifier's answer for each path: what overlayfs and the kernel have written on files of images; nothing elsewhere."""

    def answer(_repository, path, *_rest):
        place = tree + path
        names = os.listxattr(place, follow_symlinks=False) if path.startswith(below + "/") else []
        # The label is the target's to give.
        kept = sorted(name for name in names if name != "security.selinux")
        rows = [(name.encode() + b"\0", os.getxattr(place, name, follow_symlinks=False)) for name in kept]
        return GLib.Variant("a(ayay)", rows)

    return answer


def commit(request):
    repository = open_repository(request["repository"], OSTree.RepoMode.BARE_USER)
    if request["parent"] is not None:
        pull_parent(repository, request["url"], request["parent"])
    repository.prepare_transaction(None)
    below = request.get("keep_attributes")
    flags = OSTree.RepoCommitModifierFlags.CONSUME
    if below is None:
        flags |= OSTree.RepoCommitModifierFlags.SKIP_XATTRS
    modifier = OSTree.RepoCommitModifier.new(flags, None)
    if below is not None:
        modifier.set_xattr_callback(choose_attributes(request["tree"], below), None)
    tree = OSTree.MutableTree.new()
    metadata = describe(request)
    repository.write_directory_to_mtree(Gio.File.new_for_path(request["tree"]), tree, modifier, None)
    _, root = repository.write_mtree(tree, None)
    _, checksum = repository.write_commit_with_time(
        request["parent"], request["subject"], None, metadata, root, request["timestamp"], None
    )
    _, statistics = repository.commit_transaction(None)
    publish(request, checksum)
    _, variant, _ = repository.load_commit(checksum)
    return {
        "commit": checksum,
        "content_checksum": OSTree.commit_get_content_checksum(variant),
        "metadata_total": statistics.metadata_objects_total,
        "metadata_written": statistics.metadata_objects_written,
        "content_total": statistics.content_objects_total,
        "content_written": statistics.content_objects_written,
        "cache_hits": statistics.devino_cache_hits,
        "content_bytes_written": statistics.content_bytes_written,
    }


if __name__ == "__main__":
    try:
        json.dump(commit(json.load(sys.stdin)), sys.stdout)
    except GLib.Error as error:
        sys.exit(f"error: {error.message}")
