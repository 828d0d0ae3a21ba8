"""What Debian's maintainer scripts and alternatives would have done, for the packages where it matters."""

import os
import re
from collections.abc import Callable
from pathlib import Path

from tree import remove


def fix(rpm: str, root: Path) -> None:
    if rpm in FIXUPS:
        FIXUPS[rpm](root)


def _link(root: Path, path: str, target: str) -> None:
    remove(root / path)
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).symlink_to(target)


def _write(root: Path, path: str, text: str, mode: int = 0o644) -> None:
    remove(root / path)
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text)
    (root / path).chmod(mode)


def _certificates(root: Path) -> None:
    """One bundle under Debian's name and under Fedora's."""
    mozilla = root / "usr/share/ca-certificates/mozilla"
    bundle = ""
    for certificate in sorted(mozilla.iterdir()):
        bundle += certificate.read_text().rstrip("\n") + "\n"
        _link(root, f"etc/ssl/certs/{certificate.stem}.pem", f"/usr/share/ca-certificates/mozilla/{certificate.name}")
    _write(root, "etc/ssl/certs/ca-certificates.crt", bundle)
    _link(root, "etc/pki/tls/certs/ca-bundle.crt", "../../../ssl/certs/ca-certificates.crt")
    _link(root, "etc/pki/tls/cert.pem", "certs/ca-bundle.crt")


PROFILE = """\
export PATH=/usr/local/bin:/usr/bin:/usr/sbin
for file in /etc/profile.d/*.sh; do
    [ -r "$file" ] && . "$file"
done
unset file
"""


def _setup(root: Path) -> None:
    """Users, groups and the few files of /etc that libc and the shells look for."""
    masters = root / "usr/share/base-passwd"
    passwd = (masters / "passwd.master").read_text()
    names = [line.partition(":")[0] for line in passwd.splitlines()]
    _write(root, "etc/passwd", _shadowed(passwd))
    _write(root, "etc/group", _shadowed((masters / "group.master").read_text()))
    _write(root, "etc/shadow", "".join(f"{name}:*:19000:0:99999:7:::\n" for name in names), 0o600)
    _write(root, "etc/hosts", "127.0.0.1 localhost localhost.localdomain\n::1 localhost localhost.localdomain\n")
    _write(root, "etc/host.conf", "multi on\n")
    _write(root, "etc/shells", "/bin/sh\n/bin/bash\n/usr/bin/sh\n/usr/bin/bash\n")
    databases = {"hosts": "files dns"}
    lookups = ["passwd", "group", "shadow", "hosts", "services", "protocols"]
    _write(root, "etc/nsswitch.conf", "".join(f"{name}: {databases.get(name, 'files')}\n" for name in lookups))
    _write(root, "etc/profile", PROFILE)


def _shadowed(database: str) -> str:
    """Debian's masters say `*` for the password; here it is in the shadow file."""
    return re.sub(r"^([^:]+):\*:", r"\1:x:", database, flags=re.MULTILINE)


def _agent(root: Path) -> None:
    """Debian's ssh-agent is setgid to a group that a post-installation script makes."""
    agent = root / "usr/bin/ssh-agent"
    if os.path.lexists(agent):
        agent.chmod(0o755)


FIXUPS: dict[str, Callable[[Path], None]] = {
    "bash": lambda root: _link(root, "usr/bin/sh", "bash"),
    "ca-certificates": _certificates,
    "gawk": lambda root: _link(root, "usr/bin/awk", "gawk"),
    "openssh-clients": _agent,
    "setup": _setup,
    "which": lambda root: _link(root, "usr/bin/which", "which.debianutils"),
}
