#!/usr/bin/python3
"""What cockpit-ws calls to log a user in: no PAM, only the users of this run.

The file named by COCKPIT_EE_USERS has a line NAME:PASSWORD for each. Frames are a length, a line feed, and that many
bytes; a control frame begins with another line feed. See Cockpit's doc/authentication.md.
"""

import base64
import hmac
import json
import os
import pwd
import sys

PASSED_ON = ("XDG_DATA_DIRS", "DBUS_SESSION_BUS_ADDRESS")


def send(message):
    frame = b"\n" + json.dumps(message).encode()
    os.write(1, b"%d\n" % len(frame) + frame)


def receive():
    """Byte by byte, since what follows belongs to the bridge."""
    length = b""
    while not length.endswith(b"\n"):
        byte = os.read(0, 1)
        if not byte:
            sys.exit(1)
        length += byte
    frame = b""
    while len(frame) < int(length):
        frame += os.read(0, int(length) - len(frame))
    return json.loads(frame.split(b"\n", 1)[1])


def ask_who():
    """Name and password, as the browser sent them; the login page ends the password with a NUL."""
    send({"command": "authorize", "cookie": "session", "challenge": "*"})
    kind, _, credentials = receive().get("response", "").partition(" ")
    if kind.lower() != "basic":
        return "", ""
    name, _, password = base64.b64decode(credentials).decode().rstrip("\0").partition(":")
    return name, password


def is_right(name, password):
    with open(os.environ["COCKPIT_EE_USERS"]) as lines:
        known = dict(line.rstrip("\n").split(":", 1) for line in lines)
    return hmac.compare_digest(known.get(name, "").encode(), password.encode()) and password != ""


def become(user):
    os.initgroups(user.pw_name, user.pw_gid)
    os.setgid(user.pw_gid)
    os.setuid(user.pw_uid)
    os.umask(0o022)
    os.chdir(user.pw_dir)


name, password = ask_who()
if not is_right(name, password):
    send({"command": "init", "version": 1, "problem": "authentication-failed"})
    sys.exit(1)

user = pwd.getpwnam(name)
environment = {key: os.environ[key] for key in PASSED_ON if key in os.environ}
environment.update(
    PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    LANG="C.UTF-8",
    HOME=user.pw_dir,
    USER=name,
    LOGNAME=name,
    SHELL=user.pw_shell,
    TERM="dumb",
)
become(user)
os.execve("/usr/bin/cockpit-bridge", ["cockpit-bridge"], environment)
