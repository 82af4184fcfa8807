import { renderCommand } from '@bootwright/process';
import { guestPlaces, ninep } from './guest-scripts.ts';

/**
 * Gives the guest podman's images where this machine has them. They are shared apart from the root: overlayfs, which lies
 * over that, would take the whiteouts of layers for its own and hide them. Podman and skopeo write beside the images
 * (locks, folders in which they try what the kernel can); so that the storage of this machine stays as it is, all is a
 * copy in memory but the files of the layers and the lists by which their archives are put together again. Each layer is
 * mounted by itself, as links would not hold in osbuild's sandbox, and below a mount of its own, as podman would put one
 * there that hides them (storage/pkg/mount, MakePrivate).
 */
export function podmanScript(graphRoot: string): string {
  const { podman } = guestPlaces;
  const root = renderCommand([graphRoot]);
  return `mkdir -p ${podman} ${root}
mount -t 9p -o ${ninep},cache=loose,ro podman ${podman} || fail 'the images of podman are not mounted'
cd ${root} && mount -t tmpfs podman . && cd ${root} || fail 'podman has no place for its images'
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
  esac || fail "podman's $name is not there"
done
`;
}
