# Stage "tools": installs what makes the seal, and signs the boot loader.
set -eu

# Systems made of CentOS have sbsigntools among extra packages.
grep -qx 'ID=fedora' /usr/lib/os-release || dnf -y install epel-release
dnf -y install sbsigntools systemd-boot-unsigned systemd-ukify

mkdir -p /out/boot-loader
for loader in /usr/lib/systemd/boot/efi/systemd-boot*.efi; do
  sbsign --key /run/secrets/key --cert /run/secrets/certificate --output "/out/boot-loader/${loader##*/}" "$loader"
done
