import { type Architecture, Fault, type Notice } from '@bootwright/core';

/** An image that is built for another architecture than that of the host. */
export interface ForeignImage {
  readonly architecture: Architecture;
  readonly host: Architecture;
  readonly isIso: boolean;
}

/**
 * What keeps the image from being built: programs of its container run in the build. The fault `build/architecture` of an
 * ISO, which bootc-image-builder does not build either (`cannot build iso for different target arches yet`); for others a
 * notice `build/emulated`. Absent for the host's own architecture.
 */
export function foreignArchitecture({ architecture, host, isIso }: ForeignImage): Fault | Notice | undefined {
  if (architecture === host) return undefined;
  if (!isIso) {
    return {
      code: 'build/emulated',
      message: `the programs of a container for ${architecture} run in the build, and this host is ${host}`,
      hint: `install qemu-user-static, which registers ${architecture} with the kernel (binfmt_misc), or build on a host of that architecture`,
    };
  }
  return new Fault('build/architecture', `an ISO for ${architecture} is not built on this host, which is ${host}`, {
    hint: `build it on a host of that architecture; "bootwright manifest" writes its manifest anywhere`,
  });
}
