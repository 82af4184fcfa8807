import type { Notice } from '@bootwright/core';
import { unreachable } from '@bootwright/core';
import type { CheckedSeal, SealCheck } from './check-seals.ts';

/** What is wrong with the seals of an image, with the cure. */
export function sealNotices(check: SealCheck): readonly Notice[] {
  if (check.kind === 'refused') {
    const { message, hint } = check.fault;
    return [
      {
        code: 'composefs/refused',
        message: `the seal cannot be checked: ${message}`,
        ...(hint === undefined ? {} : { hint }),
      },
    ];
  }
  return check.seals.flatMap((seal) => noticeOf(seal, check.digest));
}

function noticeOf({ file, digest, verdict }: CheckedSeal, found: string): readonly Notice[] {
  const at = { document: 'container', file };
  const start = `the unified kernel image /${file} is sealed with ${short(digest)}`;
  switch (verdict.kind) {
    case 'holds':
      return [];
    case 'other-format':
      return [
        {
          code: 'composefs/format',
          message: `${start}, which the root has in ${verdict.format.version === 2 ? 'EROFS format 2, of bootc before 1.16.4' : 'EROFS format 1'}${verdict.format.xattrs === 'capabilities' ? '' : ', with the extended attributes of users'}; in that of bootc 1.16.4 and later it has ${short(found)}`,
          at,
          hint: 'seal it anew with the bootc that is to install it, or install and update it with one of that time alone',
        },
      ];
    case 'times':
      return [
        {
          code: 'composefs/digest',
          message: `${start}, which the root has with other parts of seconds in the times of ${verdict.of}; with those of its last layer it has ${short(found)}, and bootc refuses to install it`,
          at,
          hint: 'copying the image into /boot changes the time of /boot: let its times be whole seconds before sealing ("touch --date=@0 /boot /sysroot", or --rewrite-timestamp of the build)',
        },
      ];
    case 'other-hash':
      return [
        {
          code: 'composefs/digest',
          message: `${start}, a digest of ${verdict.bits} bits, and bootc counts 512: it refuses the image`,
          at,
          hint: 'seal it with `bootc container ukify`',
        },
      ];
    case 'differs':
      return [
        {
          code: 'composefs/digest',
          message: `${start}, and the root has ${short(found)}: bootc refuses to install it`,
          at,
          hint: 'something outside of /boot, /sysroot and /run changed after it was sealed: make sealing the last step, and copy nothing but the image into /boot afterwards',
        },
      ];
    default:
      return unreachable(verdict);
  }
}

/** Enough for people. */
function short(digest: string): string {
  return `${digest.slice(0, 16)}…`;
}
