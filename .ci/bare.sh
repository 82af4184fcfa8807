#!/usr/bin/env bash
# Proves that a machine with Node, npm and git alone is enough: clones this repository into a minimal root, and runs
# `npm start` and `npm test` there.
#
#   .ci/bare.sh                     with the oldest Node that package.json allows
#   .ci/bare.sh --node 22           with the newest Node 22 of npm's package
#   .ci/bare.sh --as-root           as root; by default as a user without rights
#   .ci/bare.sh --keep FOLDER       keeps the root in FOLDER, with the clone in home/user/bootwright
#   .ci/bare.sh --or-skip           passes, with the reason, where this machine cannot make such a root
#   .ci/bare.sh -- COMMAND ...      runs COMMAND in the clone instead, once its packages are installed
#
# Needs root, apt and npm. The root holds Debian's or Ubuntu's minbase, git, and the library that Node 26 is linked with, so
# neither ../shared nor QEMU, firmware, an engine, a browser, osbuild or a compiler; no file of this machine is visible, no
# cache is shared. Packages are installed with the network, all that follows runs without. Exit code 3: this machine
# cannot, and standard error says why.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec </dev/null
export LC_ALL=C.UTF-8

check=bare
. .ci/debian.sh

node=
user=user
keep=()
command=()
while [ $# -gt 0 ]; do
  case $1 in
    --node) node=${2:?"--node needs a version"} && shift 2 ;;
    --keep) keep=("${2:?"--keep needs a folder"}") && shift 2 ;;
    --as-root) user=root && shift ;;
    --or-skip) cannot() { skip "$1"; } && shift ;;
    --) shift && command=("$@") && break ;;
    *) echo "$check: unknown argument $1" >&2 && exit 2 ;;
  esac
done
[ -n "$node" ] || node=$(node -p "require('./package.json').engines.node.replace('>=', '')")

[ "$(id -u)" = 0 ] || cannot 'only root can unpack and enter a root: run it as root'
command -v apt-get >/dev/null || cannot 'no apt-get to make a minimal root with'
unshare --mount --pid --net --fork true || cannot 'this machine gives no namespaces (above)'
case $(uname -m) in
  x86_64) arch=x64 ;;
  aarch64) arch=arm64 ;;
  *) cannot "npm has no Node for $(uname -m)" ;;
esac
install_missing mmdebstrap || cannot 'apt-get could not install mmdebstrap (above)'
use_folder "${keep[@]}"
root=$folder/root
home=$root/home/user
clone=$home/bootwright

phase root
if [ ! -e "$root/.made" ]; then
  codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' "Codename: $codename" | head -n 1)
  [ -n "$mirror" ] || { apt update && mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' "Codename: $codename" | head -n 1); }
  [ -n "$mirror" ] || cannot "apt knows no mirror of $codename"
  mirror_settings >"$folder/apt.conf"
  # As a line of sources.list: mmdebstrap takes a lone mirror+file:/list, which hosted runners have, for the name of a file.
  mmdebstrap --mode=root --variant=minbase --format=directory --quiet --include=git,libatomic1 --aptopt="$folder/apt.conf" \
    --aptopt='APT::Install-Recommends "false"' --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' "$codename" "$root" "deb $mirror $codename main" || cannot 'mmdebstrap failed (above)'
  chroot "$root" useradd --create-home user
  touch "$root/.made"
fi

phase 'Node and the clone'
# The packages of npm that the archives of Node are made into; npm of the same time.
case $node in 20 | 20.*) npm=10.8.2 ;; 22 | 22.*) npm=10.9.4 ;; *) npm=11.6.2 ;; esac
unpacked() { tar --extract --gzip --no-same-owner --strip-components=1 --directory "$2" --file <(cd "$folder" && cat "$(npm pack --silent "$1")"); }
rm -rf "$root/usr/local/bin/node" "$root/usr/local/lib/node_modules/npm" "$clone"
mkdir -p "$root/usr/local/lib/node_modules/npm"
unpacked "node-linux-$arch@$node" "$root/usr/local"
unpacked "npm@$npm" "$root/usr/local/lib/node_modules/npm"
ln -sf ../lib/node_modules/npm/bin/npm-cli.js "$root/usr/local/bin/npm"
ln -sf ../lib/node_modules/npm/bin/npx-cli.js "$root/usr/local/bin/npx"
git clone --quiet --no-local . "$clone"
chroot "$root" chown -R "$user:" /home/user

# How this machine reaches npm's registry.
settings=("npm_config_registry=$(npm config get registry)")
for name in proxy https-proxy noproxy; do
  value=$(npm config get "$name")
  case $value in null | '') ;; *) settings+=("npm_config_${name//-/_}=$value") ;; esac
done
authorities=$(npm config get cafile)
if [ -f "$authorities" ]; then
  install -m 644 "$authorities" "$root/usr/local/etc/npm-authorities.pem"
  settings+=(npm_config_cafile=/usr/local/etc/npm-authorities.pem)
fi

cat >"$root/usr/local/sbin/enter" <<'ENTER'
#!/bin/sh
# enter USER VARIABLE=VALUE... COMMAND...: in the clone, with no other variables.
user=$1
shift
# SIOCSIFFLAGS with IFF_UP | IFF_RUNNING: a new network has its loopback interface down, and no program ip.
perl -MSocket -e 'my $request = pack("a16s\@40", "lo", 0x41); socket(my $s, AF_INET, SOCK_DGRAM, 0); ioctl($s, 0x8914, $request) or die "lo: $!\n"' || exit
cd /home/user/bootwright || exit
exec setpriv --reuid "$user" --regid "$user" --clear-groups \
  env -i HOME=/home/user USER="$user" PATH=/usr/local/bin:/usr/bin:/bin "$@"
ENTER
chmod 755 "$root/usr/local/sbin/enter"

# Run a command in the clone, with the network of this machine or with a loopback interface and nothing else. What it
# starts ends with it.
inside() { unshare --mount --pid --ipc --fork --kill-child --mount-proc="$root/proc" "$@"; }
online() { inside chroot "$root" enter "$user" "${settings[@]}" "$@"; }
offline() { inside --net chroot "$root" enter "$user" "$@"; }

if [ "$(online git rev-parse HEAD)" != "$(git rev-parse HEAD)" ]; then echo "$check: the clone differs" >&2; exit 1; fi
if [ -n "$(git status --porcelain --untracked-files=no)" ]; then echo "$check: changes that are not committed are not part of this"; fi

phase "npm ci, Node $(online node --version), npm $(online npm --version)"
if [ -f "$root/etc/resolv.conf" ] || [ -L "$root/etc/resolv.conf" ]; then rm -f "$root/etc/resolv.conf"; fi
cp /etc/resolv.conf /etc/hosts "$root/etc/"
online npm run --silent prestart
rm -f "$root/etc/resolv.conf"

status=0
if [ ${#command[@]} -gt 0 ]; then
  phase "${command[*]}"
  offline "${command[@]}" || status=$?
else
  phase 'npm start'
  offline npm start || status=$?
  phase 'npm test'
  offline npm test || status=$?
  offline node tools/count-tests.mjs --skips .ci/bare-skips.json || status=$?
fi
phase done
exit "$status"
