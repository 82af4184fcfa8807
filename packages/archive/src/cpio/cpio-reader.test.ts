import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { outcomeOf } from '../../../core/testing/outcome.ts';
import { cpioArchive, cpioMember } from '../../testing/cpio.ts';
import { CpioReader } from './cpio-reader.ts';

const numRuns = Number(process.env.FUZZ_RUNS ?? 300);
vi.setConfig({ testTimeout: 600_000 });

/** What a reader comes across, where the archive comes in portions of a length. */
function read(archive: Uint8Array, portion = archive.length) {
  return outcomeOf(() => {
    const members: unknown[] = [];
    const reader = new CpioReader({
      wants: ({ name }) => !name.startsWith('skip'),
      take: (member, content) => members.push({ ...member, content: Buffer.from(content).toString('latin1') }),
    });
    for (let at = 0; at < archive.length; at += portion) reader.push(archive.subarray(at, at + portion));
    reader.finish();
    return { members, end: reader.position };
  });
}

test('members, and where the archive ends', () => {
  const archive = cpioArchive({ 'd/': '', 'd/file': 'text', skipped: 'x'.repeat(9), empty: '' });
  expect(read(new Uint8Array(Buffer.concat([archive, Buffer.from('behind')])))).toEqual({
    value: {
      members: [
        { name: 'd', isFile: false, size: 0, content: '' },
        { name: 'd/file', isFile: true, size: 4, content: 'text' },
        { name: 'empty', isFile: true, size: 0, content: '' },
      ],
      end: archive.length,
    },
  });
});

describe('faults say where', () => {
  test.each<[string, Uint8Array, string]>([
    ['no member', Uint8Array.from(Array(200).fill(0x30)), 'no member of it begins at byte 0'],
    ['its end is missing', cpioMember('a', 'x'), 'it ends before its trailer'],
    ['a name of no length', cpioMember('a', '').fill(0x30, 94, 102), 'a name of 0 bytes at byte 0'],
  ])('%s', (_, archive, why) => {
    expect(read(archive)).toEqual({ fault: 'cpio/broken', message: `invalid cpio archive: ${why}` });
  });
});

test('an archive reads the same in whatever portions it comes, sound or not', () => {
  const names = fc.constantFrom('a', 'skipped', 'usr/lib/dracut/modules.txt', 'TRAILER!!!', 'name that is longer');
  const members = fc.array(fc.tuple(names, fc.string({ maxLength: 9 }), fc.option(fc.nat(40))), { maxLength: 6 });
  fc.assert(
    fc.property(members, fc.integer({ min: 1, max: 200 }), (entries, portion) => {
      const parts = entries.map(([name, text, size]) => cpioMember(name, text, 0o100644, size ?? undefined));
      const archive = new Uint8Array(Buffer.concat([...parts, cpioArchive({})]));
      expect(read(archive, portion)).toEqual(read(archive));
    }),
    { numRuns },
  );
});
