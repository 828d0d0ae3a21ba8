#!/bin/sh
# Install what the project needs of the machine and is missing: `pkg/install-packages.sh`, as root where it is.
set -eu

DEBIAN="ansible-core bubblewrap chromium-headless-shell cockpit-bridge cockpit-system cockpit-ws createrepo-c curl dbus
    gir1.2-ostree-1.0 git gpg gpg-agent ostree procps python3-apt python3-dnf python3-gi python3-jsonschema python3-pip
    python3-rpm python3-yaml rpm skopeo sudo"
FEDORA="ansible-core bubblewrap chromium cockpit-bridge cockpit-system cockpit-ws createrepo_c curl dbus-daemon
    git-core gnupg2 osbuild-composer ostree procps-ng python3 python3-pip rpm-build rpm-sign sudo"

if ! command -v apt-get >/dev/null; then
    # shellcheck disable=SC2086 # a list of words
    rpm --quiet -q $FEDORA && exit
    echo "Install what is missing with: dnf install" $FEDORA >&2
    exit 1
fi

# One line for each package that dpkg has heard of; of others it complains.
# shellcheck disable=SC2086 # a list of words
known=$(dpkg-query --show --showformat ' ${Package}:${db:Status-Status} \n' $DEBIAN 2>/dev/null) || :
missing=""
for package in $DEBIAN; do
    case $known in
        *" $package:installed "*) ;;
        *) missing="$missing $package" ;;
    esac
done
[ -n "$missing" ] || exit 0

export DEBIAN_FRONTEND=noninteractive
# A fresh machine has no lists, and old ones name packages that are gone.
apt-get -qq -o DPkg::Lock::Timeout=300 update
# shellcheck disable=SC2086 # a list of words
apt-get -qq -o DPkg::Lock::Timeout=300 install --yes --no-install-recommends $missing
