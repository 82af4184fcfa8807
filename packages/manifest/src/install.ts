import { type Stage, type StageOptions, stage } from '@bootwright/osbuild';
import { imageInput } from './container-source.ts';
import type { ImageContext } from './image-context.ts';

type InstallOptions = StageOptions['org.osbuild.bootc.install-to-filesystem'];

/** bootc installs the container to the mounted disk. */
export function install({ plan, target, disk }: ImageContext): readonly Stage[] {
  const { boot, customizations, build } = plan;
  const { kernelArguments } = customizations;
  const options: InstallOptions = {
    ...(kernelArguments.length === 0 ? {} : { 'kernel-args': kernelArguments }),
    'target-imgref': build.target.name,
    ...(boot.bootloader === undefined ? {} : { bootloader: unchecked(boot.bootloader) }),
    ...(boot.storage === 'composefs' ? { composefs: true } : {}),
  };
  const parts = { inputs: { images: imageInput(target) }, devices: disk.devices, mounts: disk.installMounts };
  return [stage('org.osbuild.bootc.install-to-filesystem', options, parts)];
}

/** The profile `reference` lets any boot loader through to osbuild, which then rejects it. */
function unchecked(bootloader: string): NonNullable<InstallOptions['bootloader']> {
  return bootloader as NonNullable<InstallOptions['bootloader']>;
}
