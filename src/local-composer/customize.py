#!/usr/bin/python3
"""Write a blueprint's users, groups, directories and files into an installed root: JSON on standard input.

in:  {"root": DIR, "user": [...], "group": [...], "directories": [...], "files": [...]}   as in a blueprint
out: nothing; exit code 1 and a line on standard error for what cannot be done

In the order of osbuild's stages: accounts, directories, files. Nothing of the root is run. Links on the way to a path are
followed as far as they stay in the root; a link at its end is replaced by a file, and refused for accounts and homes.
"""
import json
import os
import re
import sys
import tempfile

NAME = re.compile(r"[A-Za-z0-9_.][A-Za-z0-9_.-]{0,31}\Z")
FIRST_ID, LAST_ID = 1000, 60000


class Impossible(Exception):
    pass


def inside(root, path):
    """A path of the root as one of this machine; a link on the way that leads out of it is none."""
    real = os.path.realpath(root)
    parent = os.path.realpath(os.path.join(real, os.path.dirname(path).lstrip("/")))
    if parent != real and not parent.startswith(real + "/"):
        raise Impossible(f"{path} leads out of the tree")
    return os.path.join(parent, os.path.basename(path))


class Table:
    """One of the files of accounts: lines of fields, the first of which is the name."""

    def __init__(self, root, name, mode=0o644, start=()):
        self.path = inside(root, f"/etc/{name}")
        if os.path.islink(self.path):
            raise Impossible(f"/etc/{name} is a link")
        self.mode = mode
        if os.path.islink(self.path):
            raise Impossible(f"/etc/{name} is a link")
        self.was = os.path.exists(self.path)
        self.rows = [list(row) for row in start]
        if self.was:
            with open(self.path, encoding="utf-8") as stream:
                self.rows = [line.rstrip("\n").split(":") for line in stream if line.strip()]

    def find(self, name):
        return next((row for row in self.rows if row[0] == name), None)

    def free(self, column):
        taken = {row[column] for row in self.rows}
        return next(number for number in range(FIRST_ID, LAST_ID) if str(number) not in taken)

    def add(self, *fields):
        self.rows.append([str(field) for field in fields])

    def write(self):
        directory = os.path.dirname(self.path)
        os.makedirs(directory, exist_ok=True)
        handle, aside = tempfile.mkstemp(prefix=".accounts-", dir=directory)
        with open(handle, "w", encoding="utf-8") as stream:
            stream.writelines(":".join(row) + "\n" for row in self.rows)
            os.fchmod(handle, self.mode)
        os.rename(aside, self.path)


def check_field(*values):
    for value in values:
        if re.search(r"[:\x00-\x1f]", value):
            raise Impossible(f"useradd: invalid field '{value}'")


class Accounts:
    def __init__(self, root):
        self.root = root
        self.passwd = Table(root, "passwd", start=[["root", "x", "0", "0", "root", "/root", "/bin/bash"]])
        self.group = Table(root, "group", start=[["root", "x", "0", ""]])
        self.shadow = Table(root, "shadow", mode=0o000)

    def add_group(self, name, gid=None):
        if not NAME.match(name):
            raise Impossible(f"groupadd: '{name}' is not a valid group name")
        number = self.group.free(2) if gid is None else gid
        known = self.group.find(name)
        if known:
            if gid is not None and known[2] != str(gid):
                raise Impossible(f"groupadd: group '{name}' already exists")
            return known[2]
        if any(row[2] == str(number) for row in self.group.rows):
            raise Impossible(f"groupadd: GID '{number}' already exists")
        self.group.add(name, "x", number, "")
        return str(number)

    def add_user(self, name, uid=None, gid=None, groups=(), home=None, shell=None, description=""):
        if not NAME.match(name):
            raise Impossible(f"useradd: invalid user name '{name}'")
        if self.passwd.find(name):
            raise Impossible(f"useradd: user '{name}' already exists")
        if uid is not None and any(row[2] == str(uid) for row in self.passwd.rows):
            raise Impossible(f"useradd: UID {uid} is not unique")
        home = home or f"/home/{name}"
        shell = shell or "/bin/bash"
        check_field(home, shell, description)
        number = self.passwd.free(2) if uid is None else uid
        own = str(gid) if gid is not None else self.add_group(name, number)
        for other in groups:
            row = self.group.find(other)
            if not row and self.group.was:
                raise Impossible(f"useradd: group '{other}' does not exist")
            # A tree without any accounts is one of a small development repository: groups of a system are no mistake there.
            if not row:
                self.add_group(other)
                row = self.group.find(other)
            row[3] = ",".join(member for member in [*row[3].split(","), name] if member)
        self.passwd.add(name, "x", number, own, description, home, shell)
        self.shadow.add(name, "!!", "", "0", "99999", "7", "", "", "")
        self.make_home(home, number, int(own))

    def make_home(self, home, uid, gid):
        # /home is a link to /var/home where a root is made for OSTree; what is in /var is made again at boot.
        place = inside(self.root, re.sub(r"^/home/", "/var/home/", home))
        if os.path.islink(place) or not place.startswith(os.path.realpath(self.root) + "/var/"):
            return
        if os.path.islink(place):
            raise Impossible(f"{home} is a link")
        os.makedirs(place, exist_ok=True)
        os.chmod(place, 0o700)
        os.chown(place, uid, gid)

    def write(self):
        for table in (self.passwd, self.group, self.shadow):
            table.write()

    def number(self, table, name):
        if name is None:
            return -1
        row = None if isinstance(name, int) else table.find(name)
        if not isinstance(name, int) and row is None:
            raise Impossible(f"chown: invalid user or group: '{name}'")
        return name if row is None else int(row[2])

    def own(self, place, node):
        mode = node.get("mode")
        os.chown(place, self.number(self.passwd, node.get("user")), self.number(self.group, node.get("group")))
        if mode:
            os.chmod(place, int(mode, 8))


def make_directory(root, node, accounts):
    path = node["path"]
    if node.get("ensure_parents"):
        make_parents(root, path)
    place = inside(root, path)
    # One that is there is only taken as it is when nothing else is asked of it.
    is_plain = not any(key in node for key in ("mode", "user", "group"))
    try:
        os.mkdir(place, 0o755)
    except FileExistsError:
        if not is_plain or not os.path.isdir(place):
            raise Impossible(f"mkdir: cannot create directory '{path}': File exists") from None
    except FileNotFoundError:
        raise Impossible(f"mkdir: cannot create directory '{path}': No such file or directory") from None
    accounts.own(place, node)


def make_parents(root, path):
    parts = path.strip("/").split("/")[:-1]
    for depth in range(1, len(parts) + 1):
        place = inside(root, "/" + "/".join(parts[:depth]))
        if not os.path.isdir(place):
            os.mkdir(place, 0o755)


def write_file(root, node, accounts):
    path = node["path"]
    place = inside(root, path)
    if os.path.isdir(place) and not os.path.islink(place):
        raise Impossible(f"cp: cannot overwrite directory '{path}' with non-directory")
    if os.path.lexists(place):
        os.unlink(place)
    try:
        with open(place, "x", encoding="utf-8", newline="") as stream:
            stream.write(node.get("data") or "")
    except FileNotFoundError:
        raise Impossible(f"cp: cannot create regular file '{path}': No such file or directory") from None
    os.chmod(place, 0o644)
    accounts.own(place, node)


def customize(request):
    root = request["root"]
    accounts = Accounts(root)
    for group in request["group"]:
        accounts.add_group(**group)
    for user in request["user"]:
        accounts.add_user(**user)
    if request["group"] or request["user"]:
        accounts.write()
    for node in request["directories"]:
        make_directory(root, node, accounts)
    for node in request["files"]:
        write_file(root, node, accounts)


if __name__ == "__main__":
    try:
        customize(json.load(sys.stdin))
    except (Impossible, OSError) as error:
        sys.exit(str(error))
