import type { ContainerInfo } from '@bootwright/container-facts';
import { Fault } from '@bootwright/core';

/** The version of the container's kernel; the fault `container/kernel` where it has none apart from a UKI. */
export function neededKernel({ os }: ContainerInfo, imageType: string): string {
  if (os.kernel !== undefined && os.kernel.version !== '') return os.kernel.version;
  const message = `image type "${imageType}" boots the container's kernel, and the container has none`;
  throw new Fault('container/kernel', message, {
    at: { document: 'container', path: ['os_info', 'kernel_info'] },
    hint: 'install a kernel in the container: /usr/lib/modules/VERSION/vmlinuz, with initramfs.img next to it',
  });
}
