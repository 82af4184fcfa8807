import type { Notice } from '@bootwright/core';

/** Linux' COMMAND_LINE_SIZE on x86 and arm64, without the NUL. */
const longestCommandLine = 2047;

/** A notice where the kernel does not see all arguments: systemd-stub puts those of an addon behind those of the image. */
export function lengthNotices(image: string, addon: string): readonly Notice[] {
  const bytes = Buffer.byteLength(addon === '' ? image : `${image} ${addon}`);
  if (bytes <= longestCommandLine) return [];
  return [
    {
      code: 'addon/too-long',
      message: `the command line of the sealed image has ${bytes} bytes with the arguments of its addon, and the kernel ignores what follows the first ${longestCommandLine}`,
      hint: 'remove kernel arguments',
    },
  ];
}
