#!/usr/bin/env bash
# Makes two roots of bootable containers from Debian's packages. All in them is real but bootc, which Debian does not have:
# usr/bin/bootc is a stand-in, a script with canned answers.
#
#   OUT/unsealed         kernel and dracut's initramfs in usr/lib/modules/VERSION
#   OUT/sealed           the same, with both in one signed unified kernel (boot/EFI/Linux/VERSION.efi) instead
#   OUT/said             what the programs of those packages say of them: lsinitrd.txt, ukify.json, sbverify.txt
#   OUT/keys             db.key and db.pem, the key that signed the unified kernel and its certificate: made for these
#                        roots and for tests of Secure Boot, trusted by nobody
#
# Put on disks they boot to a login prompt on the first serial port.
#
#   .ci/make-real-root.sh OUT
#
# Needs root, mmdebstrap, openssl, and a Debian mirror in apt's own configuration: packages come from there. Nothing is
# written outside of OUT. Done before, it does nothing. Exit code 3: this machine cannot, and standard error says why.
set -euo pipefail
export LC_ALL=C.UTF-8

# The first suite with ukify in a package.
suite=${REAL_ROOT_SUITE:-trixie}

check=make-real-root
. "$(dirname "${BASH_SOURCE[0]}")/debian.sh"

[ $# -eq 1 ] || { echo "usage: ${0##*/} OUT" >&2; exit 2; }
[ "$(id -u)" = 0 ] || cannot 'only root may unpack a root of Debian: run it as root'
command -v apt-get >/dev/null || cannot 'there is no apt-get: run it on Debian'
for tool in mmdebstrap openssl; do
  command -v "$tool" >/dev/null || cannot "there is no $tool: apt-get install $tool"
done
architecture=$(dpkg --print-architecture)
case $architecture in
  amd64 | arm64) ;;
  *) cannot "Debian has no cloud kernel for $architecture: run it on amd64 or arm64" ;;
esac
mirror=$(debian_mirror)
[ -n "$mirror" ] || cannot "apt knows no mirror of Debian: add one to its sources and run apt-get update"

mkdir -p "$1"
out=$(cd "$1" && pwd)
stamp="$suite $architecture $(sha256sum <"${BASH_SOURCE[0]}")"
if [ -f "$out/.made" ] && [ "$(cat "$out/.made")" = "$stamp" ]; then
  echo "$out holds the roots already"
  exit
fi

work=$out/.work
rm -rf "$out/unsealed" "$out/sealed" "$out/said" "$out/keys" "$out/.made" "$work"
mkdir -p "$work/said"
trap 'rm -rf "$work"' EXIT
root=$work/root

# Who the mirror is, stays in neither root.
mirror_settings >"$work/apt.conf"

cat >"$work/dracut.conf" <<'END'
hostonly="no"
compress="zstd"
omit_dracutmodules+=" btrfs crypt dm i18n lvm mdraid multipath network nfs plymouth "
# systemd-pcrextend loads them.
install_optional_items+=" /usr/lib/*-linux-gnu/libtss2-*.so.* "
END

# The system measures its phases by these.
tpm_libraries=libtss2-esys-3.0.2-0t64,libtss2-mu-4.0.1-0t64,libtss2-rc0t64,libtss2-tcti-device0t64

echo "== packages of $suite"
mmdebstrap --mode=root --variant=essential --format=directory --quiet \
  --aptopt="$work/apt.conf" --aptopt='APT::Install-Recommends "false"' \
  --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
  --dpkgopt='path-exclude=/usr/share/info/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
  --dpkgopt='path-exclude=/usr/lib/udev/hwdb.d/*' \
  --essential-hook='mkdir -p "$1/etc/dracut.conf.d"' \
  --essential-hook="upload '$work/dracut.conf' /etc/dracut.conf.d/50-any-host.conf" \
  --include="linux-image-cloud-$architecture,dracut,systemd,systemd-boot-efi,systemd-ukify,sbsigntool,kmod,zstd,cpio,systemd-sysv,login,$tpm_libraries" \
  "$suite" "$root" "$mirror" </dev/null
rm -f "$root"/etc/apt/sources.list "$root"/etc/apt/sources.list.d/* "$root"/etc/apt/apt.conf.d/99mmdebstrap
rm -rf "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/* "$root"/var/log/*

echo '== what a bootable container has besides'
versions=("$root"/usr/lib/modules/*)
[ ${#versions[@]} = 1 ] || { echo "make-real-root: not one kernel, but: ${versions[*]##*/}" >&2; exit 1; }
version=${versions[0]##*/}
modules=$root/usr/lib/modules/$version
# Kernels since 2026 have vmlinuz there from their package, and in /boot another name of it, which mv does not move onto it.
into_modules() {
  if [ -f "$modules/$2" ] && [ ! -L "$modules/$2" ]; then rm -f "$root/boot/$1"; else mv -T "$root/boot/$1" "$modules/$2"; fi
}
into_modules "vmlinuz-$version" vmlinuz
into_modules "initrd.img-$version" initramfs.img
rm -f "$root"/vmlinuz* "$root"/initrd.img* "$root"/boot/*-"$version"
rm -rf "$root"/etc/kernel

write() {
  mkdir -p "$(dirname "$root/$1")"
  cat >"$root/$1"
}
write usr/lib/bootc/install/00-debian.toml <<'END'
[install]
bootloader = "systemd"
kargs = ["console=ttyS0,115200n8", "quiet"]

[install.filesystem.root]
type = "ext4"
END
write usr/lib/bootc/install/10-foreign.toml <<'END'
[install]
match-architectures = ["s390x"]
root-fs-type = "xfs"
END
write usr/lib/bootc/kargs.d/10-console.toml <<'END'
kargs = ["console=ttyS0,115200n8", "systemd.show_status=true"]
END
write usr/lib/bootc/kargs.d/20-x86.toml <<'END'
kargs = ["nosmt"]
match-architectures = ["x86_64"]
END
write usr/lib/image-builder/bootc/disk.yaml <<'END'
partition_table:
  type: gpt
  partitions:
    - size: 512 MiB
      type: C12A7328-F81F-11D2-BA4B-00A0C93EC93B
      payload_type: filesystem
      payload:
        type: vfat
        mountpoint: /boot/efi
        label: ESP
    - size: 2 GiB
      type: 4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709
      payload_type: filesystem
      payload:
        type: ext4
        mountpoint: /
        label: root
END
write etc/selinux/config <<'END'
SELINUX=permissive
SELINUXTYPE=default
END
write usr/bin/bootc <<END
#!/bin/sh
# A stand-in for bootc. It reads nothing of this container: the answers below are those that bootc 1.16 gives of it on
# x86_64, written down. What agrees with it agrees with them, and shows nothing of another bootc or of another container.
unified=false
[ ! -f "/boot/EFI/Linux/$version.efi" ] || unified=true
case "\$*" in
  'container inspect --json')
    printf '{"kargs": ["console=ttyS0,115200n8", "systemd.show_status=true", "nosmt"], "kernel": {"version": "$version", "unified": %s}}' "\$unified" ;;
  'install print-configuration --all')
    printf '{"block":["direct"],"boot-mount-spec":null,"bootloader":"systemd","bootupd":null,"discoverable-partitions":null,"enforce-container-sigpolicy":null,"filesystem":{"root":{"type":"ext4"}},"kargs":["console=ttyS0,115200n8","quiet"],"match-architectures":null,"ostree":null,"root-fs-type":"ext4","root-mount-spec":null,"stateroot":null}' ;;
  --version)
    echo 'stand-in for bootc: canned answers of bootc 1.16' ;;
  *)
    echo "error: no answer to: \$*" >&2
    exit 2 ;;
esac
END
chmod 0755 "$root/usr/bin/bootc"
mkdir -p "$root/usr/lib/bootupd/updates/EFI/debian" "$root/usr/lib/bootupd/updates/EFI/BOOT"
cp "$root"/usr/lib/systemd/boot/efi/systemd-boot*.efi "$root/usr/lib/bootupd/updates/EFI/debian/"
# What a first start would be slow with, and brings nothing to a test: caches are as the packages made them, and the file
# system is checked by nobody.
touch "$root/etc/.updated" "$root/var/.updated"
for unit in e2scrub_reap.service e2scrub_all.timer fstrim.timer dpkg-db-backup.timer getty-static.service getty@tty1.service; do
  ln -sf /dev/null "$root/etc/systemd/system/$unit"
done
# A name that is no ASCII and a hard link: every form has to carry both.
echo 'a name of any bytes' | write "usr/share/bootwright/$(printf 'caf\303\251 \377.txt')"
ln "$modules/vmlinuz" "$root/usr/share/bootwright/vmlinuz"

echo '== unified kernel'
mkdir -m 0700 "$work/keys"
openssl req -new -x509 -newkey rsa:2048 -nodes -days 3650 -subj '/CN=Bootwright throw-away key/' \
  -keyout "$work/keys/db.key" -out "$work/keys/db.pem" </dev/null 2>/dev/null
mkdir -p "$root/run/uki"
cp "$work/keys"/* "$root/run/uki/"
# The digest is of the form that a composefs has; nothing here mounts one. A kernel that checks its timer panics on an
# emulated machine that is kept waiting (no_timer_check).
digest=$(sha512sum <"$root/usr/lib/os-release" | cut -d ' ' -f 1)
chroot "$root" /usr/bin/ukify build \
  --linux="/usr/lib/modules/$version/vmlinuz" --initrd="/usr/lib/modules/$version/initramfs.img" \
  --uname="$version" --os-release=@/usr/lib/os-release \
  --cmdline="console=ttyS0,115200n8 systemd.show_status=true nosmt quiet no_timer_check composefs=$digest" \
  --secureboot-private-key=/run/uki/db.key --secureboot-certificate=/run/uki/db.pem --signtool=sbsign \
  --output=/run/uki/kernel.efi </dev/null >"$work/ukify.log" 2>&1 || { cat "$work/ukify.log" >&2; exit 1; }
chroot "$root" /usr/bin/lsinitrd --mod --kver "$version" </dev/null >"$work/said/lsinitrd.txt"
chroot "$root" /usr/bin/ukify --json=short inspect /run/uki/kernel.efi </dev/null >"$work/said/ukify.json"
chroot "$root" /usr/bin/sbverify --list /run/uki/kernel.efi </dev/null >"$work/said/sbverify.txt"
mv "$root/run/uki/kernel.efi" "$work/kernel.efi"
rm -r "$root/run/uki"

echo '== sealed root'
mv "$root" "$out/unsealed"
cp -a --reflink=auto "$out/unsealed" "$work/sealed"
rm "$work/sealed/usr/lib/modules/$version"/{vmlinuz,initramfs.img} "$work/sealed/usr/share/bootwright/vmlinuz"
install -D -m 0644 "$work/kernel.efi" "$work/sealed/boot/EFI/Linux/$version.efi"
mv "$work/sealed" "$out/sealed"
mv "$work/said" "$out/said"
mv "$work/keys" "$out/keys"
echo "$stamp" >"$out/.made"
du -sh "$out/unsealed" "$out/sealed"
