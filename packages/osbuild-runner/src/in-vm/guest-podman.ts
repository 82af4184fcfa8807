import { renderCommand } from '@bootwright/process';
import { guestPlaces, ninep } from './guest-scripts.ts';

/**
 * A script that makes podman's images available in the guest at their path on the host. They are shared separately from
 * the root: the overlayfs above the root would interpret the whiteouts of layers and hide them. Podman and skopeo write
 * next to the images (locks, folders for tests of kernel features). The host's storage must not change, so everything is a
 * copy in memory, except the files of layers and the lists with which archives are reassembled. Each layer is mounted
 * separately, because links do not work in osbuild's sandbox, and below another mount, because podman would hide it with
 * its own (storage/pkg/mount, MakePrivate).
 */
export function podmanScript(graphRoot: string): string {
  const { podman } = guestPlaces;
  const root = renderCommand([graphRoot]);
  return `mkdir -p ${podman} ${root}
mount -t 9p -o ${ninep},cache=loose,ro podman ${podman} || fail 'the images of podman are not mounted'
cd ${root} && mount -t tmpfs podman . && cd ${root} || fail 'the storage of podman cannot be created'
for one in ${podman}/*; do
  name=\${one##*/}
  case $name in
  overlay)
    mkdir overlay && mount -t tmpfs layers overlay
    for layer in $one/*; do
      case $layer in
      */l) cp -a $layer overlay/ ;;
      *) mkdir overlay/\${layer##*/} && mount --bind $layer overlay/\${layer##*/} ;;
      esac
    done
    ;;
  *-layers)
    mkdir $name
    for file in $one/*; do
      case $file in
      *.json | *.lock) cp -a $file $name/ ;;
      *) : >$name/\${file##*/} && mount --bind $file $name/\${file##*/} ;;
      esac
    done
    ;;
  *-images | *-containers | libpod) cp -a $one . ;;
  *) if [ -d $one ]; then mkdir $name && mount --bind $one $name; else cp -a $one .; fi ;;
  esac || fail "podman's $name is missing"
done
`;
}
