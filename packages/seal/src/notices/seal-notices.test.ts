import { Fault } from '@bootwright/core';
import { expect, test } from 'vitest';
import type { SealCheck } from '../verdict/check-seals.ts';
import type { DigestMatch } from '../verdict/explain-digest.ts';
import { sealNotices } from './seal-notices.ts';
import type { SealObstacle } from './seal-obstacle.ts';
import { obstacleNotice } from './seal-obstacle.ts';

const file = 'boot/EFI/Linux/6.1.efi';
const holds: SealCheck = { verdict: { kind: 'holds', file }, seals: [] };
const broken = (match: DigestMatch): SealCheck => ({
  digest: 'a'.repeat(128),
  verdict: { kind: 'broken', obstacles: [] },
  seals: [{ file, digest: 'b'.repeat(128), match }],
});
const unread = (count: number): SealCheck => ({
  verdict: { kind: 'not-verified', obstacles: Array.from({ length: count }, () => ({ kind: 'unsealed', file })) },
  seals: [],
});

test.each<readonly [string, SealCheck, SealCheck]>([
  ['composefs/digest', broken({ kind: 'differs' }), broken({ kind: 'same' })],
  ['composefs/digest', broken({ kind: 'times', of: 'all files' }), broken({ kind: 'same' })],
  ['composefs/digest', broken({ kind: 'other-hash', bits: 256 }), broken({ kind: 'same' })],
  [
    'composefs/format',
    broken({ kind: 'other-format', format: { version: 2, xattrs: 'capabilities' } }),
    broken({ kind: 'same' }),
  ],
  ['seal/more', unread(21), unread(20)],
  ['seal/no-initramfs', { ...holds, verdict: { kind: 'holds', file, lacksInitramfs: true } }, holds],
  ['seal/none', { ...holds, verdict: { kind: 'nothing-to-verify', why: 'no-kernel' } }, holds],
  ['seal/none', { ...holds, verdict: { kind: 'nothing-to-verify', why: 'no-seal' } }, holds],
  ['seal/not-started', { ...holds, verdict: { kind: 'holds', file, isHeaderless: true } }, holds],
  ['seal/not-enforced', { ...holds, verdict: { kind: 'not-enforced', file } }, holds],
])('%s is noted where a check of seals says so, and nowhere else', (code, noted, silent) => {
  const notices = sealNotices(noted);
  expect(notices.map((notice) => notice.code)).toContain(code);
  expect(notices.every(({ hint = '' }) => /^[a-z]/.test(hint))).toBe(true);
  expect(sealNotices(silent).map((notice) => notice.code)).not.toContain(code);
});

/** One of each kind: a kind without one does not compile. */
const obstacles: { readonly [Kind in SealObstacle['kind']]: Extract<SealObstacle, { readonly kind: Kind }> } = {
  'no-digest': { kind: 'no-digest', fault: new Fault('composefs/not-computed', 'a rule is not known') },
  'layer-count': { kind: 'layer-count', declared: 2, found: 1 },
  'layer-digest': { kind: 'layer-digest', layer: 1, declared: 'sha256:a', found: 'sha256:b' },
  'read-differently': { kind: 'read-differently', why: 'a manifest has two forms' },
  entry: { kind: 'entry', file },
  unreadable: { kind: 'unreadable', file, why: 'it is damaged' },
  'not-looked-for': { kind: 'not-looked-for' },
  name: { kind: 'name', file },
  'too-small': { kind: 'too-small', file },
  unsealed: { kind: 'unsealed', file },
  mislabelled: { kind: 'mislabelled', file },
  'broken-word': { kind: 'broken-word', file, word: 'composefs=x' },
  contradictory: { kind: 'contradictory', file, words: ['composefs=a', 'composefs=b'] },
  'no-command-line': { kind: 'no-command-line', file },
  'no-os-release': { kind: 'no-os-release', file },
  'no-kernel': { kind: 'no-kernel', file },
  'no-initramfs': { kind: 'no-initramfs', file },
  'several-sections': { kind: 'several-sections', file, section: '.linux' },
  'unread-word': { kind: 'unread-word', file },
  'with-loader': { kind: 'with-loader', file },
  'loader-kernel': { kind: 'loader-kernel', file },
  'unknown-loader': { kind: 'unknown-loader', file, why: 'it is not known' },
  'leads-out': { kind: 'leads-out', file, leads: 'var' },
  'other-case': { kind: 'other-case', file },
  'several-command-lines': { kind: 'several-command-lines', file },
  overwritten: { kind: 'overwritten', file, flaw: 'headers' },
  quoted: { kind: 'quoted', file },
  'long-command-line': { kind: 'long-command-line', file, bytes: 3000 },
  override: { kind: 'override', file, word: 'init=/bin/sh', effect: 'starts another program' },
  'addon-root': { kind: 'addon-root', file },
  'addon-kernel': { kind: 'addon-kernel', file },
  'addon-section': { kind: 'addon-section', file, section: '.initrd' },
  companion: { kind: 'companion', file },
};

test.each(Object.values(obstacles))('the obstacle $kind has a notice of its own with a hint', (obstacle) => {
  const { code, message, at, hint = '' } = obstacleNotice(obstacle);
  expect({ code, file: at?.file }).toEqual({
    code: `seal/${obstacle.kind}`,
    file: 'file' in obstacle ? obstacle.file : undefined,
  });
  expect(message).toMatch(/^\S.{10,}[^.]$/);
  expect(hint).toMatch(/^[a-z]/);
});
