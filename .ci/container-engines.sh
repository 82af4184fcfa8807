#!/usr/bin/env bash
# Installs podman and Docker from Debian's packages, starts Docker's engine on a socket of its own, and runs a command
# that finds both:
#
#   .ci/container-engines.sh npm test
#   .ci/container-engines.sh            prints the environment, and keeps the engine until its input ends or a signal
#
# Needs root. The engine's data, socket and processes, and podman's storage, are the script's own, in a temporary folder,
# and gone when it ends; what stands in CONTAINERS_CONF and DOCKER_HOST before is not touched, and a Docker engine that
# DOCKER_HOST already names is used as it is. Installed before, it installs nothing. Exit code 3: this machine cannot,
# and standard error says why.
set -euo pipefail
export LC_ALL=C.UTF-8

check=container-engines
. "$(dirname "${BASH_SOURCE[0]}")/debian.sh"

[ "$(id -u)" = 0 ] || cannot 'engines are installed and started by root: run it as root'

packages=(podman docker.io runc crun catatonit netavark uidmap busybox-static)
command -v apt-get >/dev/null || cannot "there is no apt-get to install ${packages[*]}"
install_missing "${packages[@]}" || cannot 'apt-get could not install them (above)'

home=$(mktemp -d /var/tmp/bootwright-engines-XXXXXX)
engine=

stop() {
  trap - EXIT INT TERM HUP
  # Whatever a command has left running would outlive its folder.
  podman rm --all --force --time 0 </dev/null >/dev/null 2>&1 || true
  [ -z "$engine" ] || docker ps --all --quiet </dev/null 2>/dev/null | xargs --no-run-if-empty docker rm --force >/dev/null 2>&1 || true
  # An engine that is asked to stop stops its containers and its containerd as well.
  if [ -n "$engine" ] && kill "$engine" 2>/dev/null; then
    for _ in $(seq 100); do
      kill -0 "$engine" 2>/dev/null || break
      sleep 0.1
    done
    kill -9 "$engine" 2>/dev/null || true
  fi
  # What was mounted in the folder would keep it; deepest first.
  awk -v home="$home/" 'index($5, home) == 1 { print $5 }' /proc/self/mountinfo | sort -r | while read -r mount; do
    umount "$mount" 2>/dev/null || umount --lazy "$mount" || true
  done
  rm -rf "$home"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

mkdir -p "$home/podman"
cat >"$home/storage.conf" <<CONF
[storage]
driver = "overlay"
graphroot = "$home/podman/storage"
runroot = "$home/podman/run"
CONF
export CONTAINERS_STORAGE_CONF=$home/storage.conf

if [ -z "${CONTAINERS_CONF:-}" ]; then
  # With hybrid control groups crun starts nothing, and a sandbox may raise no limits: what works there works anywhere.
  cat >"$home/containers.conf" <<CONF
[containers]
default_ulimits = ["nofile=1024:4096", "nproc=4096:4096"]
netns = "none"
[engine]
runtime = "runc"
events_logger = "none"
cgroup_manager = "cgroupfs"
CONF
  export CONTAINERS_CONF=$home/containers.conf
fi
podman info </dev/null >/dev/null || cannot 'podman does not work here (above)'

if [ -z "${DOCKER_HOST:-}" ]; then
  mkdir -p "$home/docker"
  # A session of its own: what ends this script ends it in order.
  setsid dockerd --host "unix://$home/docker/socket" --data-root "$home/docker/data" --exec-root "$home/docker/exec" \
    --pidfile "$home/docker/pid" --storage-driver overlay2 --bridge none --iptables=false --ip6tables=false \
    </dev/null >"$home/docker/log" 2>&1 &
  engine=$!
  export DOCKER_HOST=unix://$home/docker/socket
  for _ in $(seq 300); do
    ! docker version </dev/null >/dev/null 2>&1 || break
    kill -0 "$engine" 2>/dev/null || { tail -n 5 "$home/docker/log" >&2; cannot 'Docker’s engine ended at its start (above)'; }
    sleep 0.1
  done
fi
docker version </dev/null >/dev/null || cannot 'Docker’s engine does not answer (above)'

if [ $# -gt 0 ]; then
  status=0
  "$@" || status=$?
  exit "$status"
fi
for name in CONTAINERS_CONF CONTAINERS_STORAGE_CONF DOCKER_HOST; do printf 'export %s=%q\n' "$name" "${!name}"; done
# In the background, so that a signal is heard while it waits.
cat <&0 >/dev/null &
wait $! || true
