#!/usr/bin/python3
"""Commit what another commit holds, with a directory laid over it: JSON on standard input, the checksum on standard output.

in:  {"repository": DIR, "base": CHECKSUM, "tree": DIR, "ref"}

libostree instead of `ostree commit --tree=ref=… --tree=dir=…`, which unpacks every file of the first tree and packs it
again: here only what lies in the directory is packed.
"""
import json
import sys

import gi

gi.require_version("OSTree", "1.0")
from gi.repository import Gio, OSTree  # noqa: E402


def commit(request):
    repository = OSTree.Repo.new(Gio.File.new_for_path(request["repository"]))
    repository.open(None)
    repository.set_disable_fsync(True)
    repository.prepare_transaction(None)
    flags = OSTree.RepoCommitModifierFlags.SKIP_XATTRS | OSTree.RepoCommitModifierFlags.CANONICAL_PERMISSIONS
    tree = OSTree.MutableTree.new_from_commit(repository, request["base"])
    over = Gio.File.new_for_path(request["tree"])
    repository.write_directory_to_mtree(over, tree, OSTree.RepoCommitModifier.new(flags, None), None)
    _, root = repository.write_mtree(tree, None)
    _, checksum = repository.write_commit(None, None, None, None, root, None)
    repository.transaction_set_ref(None, request["ref"], checksum)
    repository.commit_transaction(None)
    return checksum


if __name__ == "__main__":
    print(commit(json.load(sys.stdin)))
