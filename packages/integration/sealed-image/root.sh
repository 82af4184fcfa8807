# Stage "prepared": makes of a base what bootc installs with systemd-boot on composefs.
set -eu

# bootc prefers bootupd, which installs GRUB; shim is signed with keys of others.
for package in bootupd shim-x64 shim-aa64; do
  ! rpm --query --quiet "$package" || rpm --erase --nodeps "$package"
done
rm -rf /usr/lib/bootupd

# A file system with fs-verity, and a console that a test can read. Without rw the root is mounted read-only, and with it
# /etc and /var.
mkdir -p /usr/lib/bootc/install /usr/lib/bootc/kargs.d
cat >/usr/lib/bootc/install/80-sealed.toml <<'END'
[install]
bootloader = "systemd"

[install.filesystem.root]
type = "ext4"
END
echo 'kargs = ["rw", "console=ttyS0,115200n8"]' >/usr/lib/bootc/kargs.d/80-sealed.toml

# By default dracut leaves out the module that mounts a root of composefs.
set -- /usr/lib/dracut/modules.d/*bootc
[ -d "$1" ] || { echo 'the bootc of this base has no module for dracut' >&2; exit 1; }
set -- /usr/lib/modules/*/vmlinuz
[ $# = 1 ] || { echo "expected one kernel, found: $*" >&2; exit 1; }
modules=${1%/vmlinuz}
DRACUT_NO_XATTR=1 dracut --force --no-hostonly --add bootc --kver "${modules##*/}" "$modules/initramfs.img"

# What packages and their installation left behind.
for folder in /sysroot/ostree /boot /var/cache /var/log /var/lib/dnf /var/tmp /tmp; do
  [ ! -d "$folder" ] || find "$folder" -mindepth 1 -delete
done
