#!/bin/sh
# A Cockpit of its own, as PID 1 of new mount and PID namespaces: users, sudoers, bus and (with SYSTEM) another
# Cockpit's /usr are seen only in here, and everything ends with this process.
#
# HERE     this directory
# PRIVATE  an empty directory: everything of this run
# USERS    lines NAME:PASSWORD for admin, builder, visitor and root
# WELDR    number of the group weldr where the machine has none
# DIST     the built page
# OVERRIDE the administrator's part of its manifest
# PORT     where to listen, on 127.0.0.1
# SYSTEM   a directory with another Cockpit's usr/, or empty
# GALAXY   the Galaxy server that this machine asks, or empty
set -eu

mount -t tmpfs -o mode=755 tmpfs "$PRIVATE"
cd "$PRIVATE"
mkdir -p upper work home run bus share/cockpit/cockpit-ee

if [ -n "$SYSTEM" ]; then mount -t overlay overlay -o "lowerdir=$SYSTEM/usr:/usr" /usr; fi
mount -t overlay overlay -o "lowerdir=/etc,upperdir=upper,workdir=work" /etc
mkdir -p /run/dbus /run/sudo
mount --bind bus /run/dbus
mount -t tmpfs -o mode=711 tmpfs /run/sudo
mount --bind "$DIST" share/cockpit/cockpit-ee

getent group weldr >/dev/null || groupadd --gid "$WELDR" weldr
getent passwd cockpit-ee >/dev/null ||
    useradd --system --no-log-init --gid weldr --no-create-home --shell /usr/sbin/nologin cockpit-ee
for user in admin builder visitor; do
    useradd --no-log-init --no-create-home --home-dir "$PRIVATE/home/$user" --shell /bin/bash "$user"
    install -d -o "$user" -g "$user" "home/$user"
done
usermod --append --groups weldr builder
chpasswd <"$USERS"
mkdir -p /etc/sudoers.d
echo "admin ALL=(ALL) ALL" >/etc/sudoers.d/cockpit-ee-private
chmod 440 /etc/sudoers.d/cockpit-ee-private

# From where every user may run it, wherever the project lies.
install -m 755 "$HERE/session.py" session.py
install -m 600 "$USERS" users
mkdir -p /etc/cockpit
cp "$OVERRIDE" /etc/cockpit/cockpit-ee.override.json
printf '[WebService]\nLoginTitle=Execution environments\n[Basic]\nCommand=%s\n' "$PRIVATE/session.py" >/etc/cockpit/cockpit.conf

if [ -n "$GALAXY" ]; then
    mkdir -p /etc/ansible
    printf '[galaxy]\nserver_list = machine\n[galaxy_server.machine]\nurl = %s\n' "$GALAXY" >/etc/ansible/ansible.cfg
fi

# The Python bridge breaks off a session in which neither bus can be reached.
dbus-daemon --config-file="$HERE/bus.conf" --nofork --nopidfile 2>/dev/null &
until [ -S /run/dbus/system_bus_socket ]; do sleep 0.02; done
chmod 666 /run/dbus/system_bus_socket

export COCKPIT_EE_USERS="$PRIVATE/users" XDG_DATA_DIRS="$PRIVATE/share:/usr/share" XDG_RUNTIME_DIR="$PRIVATE/run" \
    DBUS_SESSION_BUS_ADDRESS=unix:path=/run/dbus/system_bus_socket
exec /usr/lib/cockpit/cockpit-ws -p "$PORT" -a 127.0.0.1 --no-tls
