import type { Notice } from '@bootwright/core';
import { unreachable } from '@bootwright/core';
import type { SealCheck } from '../verdict/check-seals.ts';
import type { CheckedSeal } from '../verdict/seal-verdict.ts';
import { obstacleNotice } from './seal-obstacle.ts';

/** Notices of one check; a hostile image has as many reasons as files. */
const mostNotices = 20;

/** Why a seal does not hold, or on what it depends, with the cure. */
export function sealNotices({ verdict, seals, digest }: SealCheck): readonly Notice[] {
  switch (verdict.kind) {
    case 'holds':
      return [
        ...(verdict.lacksInitramfs === true ? [withoutInitramfs(verdict.file)] : []),
        ...(verdict.isHeaderless === true ? [withoutHeader(verdict.file)] : []),
      ];
    case 'nothing-to-verify':
      return [nothingToVerify(verdict.why)];
    case 'not-enforced':
      return [notEnforced(verdict.file)];
    case 'broken':
    case 'not-verified': {
      const broken = seals.flatMap((seal) => brokenSeal(seal, digest ?? ''));
      return capped([...broken, ...verdict.obstacles.map(obstacleNotice)]);
    }
    default:
      return unreachable(verdict);
  }
}

function capped(notices: readonly Notice[]): readonly Notice[] {
  if (notices.length <= mostNotices) return notices;
  const more: Notice = {
    code: 'seal/more',
    message: `and ${notices.length - mostNotices} more reasons why the seal does not hold`,
    hint: 'fix those above, then verify again',
  };
  return [...notices.slice(0, mostNotices), more];
}

function nothingToVerify(why: 'no-kernel' | 'no-seal'): Notice {
  return {
    code: 'seal/none',
    message:
      why === 'no-kernel'
        ? 'nothing to verify: the container has no unified kernel image'
        : 'nothing to verify: no unified kernel image of the container names the root that it boots',
    hint: 'make one with `bootc container ukify` as the last step of the build, which puts the digest of the root in',
  };
}

function withoutInitramfs(file: string): Notice {
  return {
    code: 'seal/no-initramfs',
    message: `the unified kernel image /${file} has no initramfs (.initrd), and bootc 1.16 does not install it: the seal holds only where an initramfs inside the kernel mounts the root`,
    at: { document: 'container', file },
    hint: 'make the image with `bootc container ukify`, which puts the initramfs in',
  };
}

function withoutHeader(file: string): Notice {
  return {
    code: 'seal/not-started',
    message: `firmware does not start /${file}: it has no optional header, or too short a one, so that it boots neither this root nor another`,
    at: { document: 'container', file },
    hint: 'make it again with ukify',
  };
}

function notEnforced(file: string): Notice {
  return {
    code: 'seal/not-enforced',
    message: `the command line of /${file} takes a root without fs-verity too (\`?\` before the digest): nothing enforces the seal`,
    at: { document: 'container', file },
    hint: 'make it without --allow-missing-verity',
  };
}

function brokenSeal({ file, digest, match }: CheckedSeal, found: string): readonly Notice[] {
  const note = (code: string, rest: string, hint: string): readonly Notice[] => {
    const message = `the unified kernel image /${file} is sealed with ${short(digest)}, ${rest}`;
    return [{ code, message, at: { document: 'container', file }, hint }];
  };
  switch (match.kind) {
    case 'same':
      return [];
    case 'other-format':
      return note(
        'composefs/format',
        `which the root has in ${match.format.version === 2 ? 'EROFS format 2, of bootc before 1.16.4' : 'EROFS format 1'}${match.format.xattrs === 'capabilities' ? '' : ', with the extended attributes of users'}; in that of bootc 1.16.4 and later it has ${short(found)}`,
        'seal it again with the bootc that is to install it, or install and update it only with one of that time',
      );
    case 'times':
      return note(
        'composefs/digest',
        `which the root has with other parts of seconds in the times of ${match.of}; with those of its last layer it has ${short(found)}, and bootc rejects it`,
        'copying the image into /boot changes the time of /boot: make its times whole seconds before sealing ("touch --date=@0 /boot /sysroot", or --rewrite-timestamp of the build)',
      );
    case 'other-hash':
      return note(
        'composefs/digest',
        `a digest of ${match.bits} bits, and bootc takes 512: it rejects the image`,
        'seal it with `bootc container ukify`',
      );
    case 'differs':
      return note(
        'composefs/digest',
        `and the root has ${short(found)}: bootc does not install it`,
        'something outside of /boot, /sysroot and /run changed after the image was sealed: make sealing the last step of the build, and copy nothing but the image into /boot afterwards',
      );
    default:
      return unreachable(match);
  }
}

/** Enough for people. */
function short(digest: string): string {
  return `${digest.slice(0, 16)}…`;
}
