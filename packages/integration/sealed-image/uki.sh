# Stage "uki": bootc computes the composefs digest of /target, and ukify makes a unified kernel of it that is signed.
set -eu

set -- /kernel/*/vmlinuz
kernel=${1%/vmlinuz}
mkdir -p /out/uki
bootc container ukify --rootfs /target --kernel-dir "$kernel" -- \
  --signtool sbsign --secureboot-private-key /run/secrets/key --secureboot-certificate /run/secrets/certificate \
  --output "/out/uki/${kernel##*/}.efi"
