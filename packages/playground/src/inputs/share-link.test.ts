import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { examples } from './examples.ts';
import type { PlaygroundInput } from './playground-input.ts';
import { decodeShareLink, encodeShareLink } from './share-link.ts';

const packed = (text: string | Uint8Array): string => `#1.${deflateRawSync(text).toString('base64url')}`;

describe('a link', () => {
  test.each(examples)('brings back the input it was made of: $name', async ({ input }) => {
    expect(await decodeShareLink(`#${await encodeShareLink(input)}`)).toEqual({ kind: 'input', input });
  });

  test('has every choice, and texts with any characters', async () => {
    const choices = { architecture: 'aarch64', rootFilesystem: 'btrfs', deliver: 'addon' } as const;
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'grapheme' }),
        async (blueprint, container) => {
          const input: PlaygroundInput = {
            texts: { blueprint, 'disk.yaml': 'a: 1\n', container },
            imageType: 'anaconda-iso',
            profile: 'recommended',
            ...choices,
          };
          expect(await decodeShareLink(`#${await encodeShareLink(input)}`)).toEqual({ kind: 'input', input });
        },
      ),
      { numRuns: 50 },
    );
  });

  test('is not made of texts that are too long for it', async () => {
    // Numbers that repeat nothing a compressor could use.
    let state = 1;
    const random = Array.from({ length: 390_000 }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return String.fromCharCode(33 + ((state >>> 16) % 90));
    }).join('');
    const texts = { blueprint: random, 'disk.yaml': '', container: '' };
    expect(await encodeShareLink({ texts, imageType: 'qcow2', profile: 'reference' })).toBeUndefined();
  });
});

describe('a fragment from elsewhere', () => {
  test.each([
    ['an empty one', '', 'none'],
    ['one of another page', '#section-2', 'none'],
    ['another version', '#2.AAAA', 'its version 2 is not known to this page'],
    ['signs that are not base64', '#1.a+b', 'it is damaged'],
    ['what is not deflated', '#1.AAAA', 'it is damaged'],
    ['what is not JSON', packed('web'), 'it is damaged'],
    ['what is not UTF-8', packed(Uint8Array.of(0x22, 0xff, 0x22)), 'it is damaged'],
    ['a bomb', packed(new Uint8Array(300_000_000)), 'it unpacks to too much'],
    ['a list', packed('[]'), 'it is not an object'],
    ['a text that is a number', packed('{"blueprint":1,"type":"qcow2"}'), 'a text in it is too long, or not a text'],
    [
      'a text that is too long',
      packed(JSON.stringify({ blueprint: 'a'.repeat(400_001), type: 'qcow2' })),
      'a text in it is too long, or not a text',
    ],
    ['an unknown image type', packed('{"type":"floppy"}'), 'it names an unknown image type'],
    ['keys of a prototype alone', packed('{"__proto__":{"type":"qcow2"}}'), 'it names an unknown image type'],
  ])('%s gives no input', async (_name, fragment, why) => {
    const expected = why === 'none' ? { kind: 'none' } : { kind: 'rejected', why: `the link cannot be read: ${why}` };
    expect(await decodeShareLink(fragment)).toEqual(expected);
  });

  test('a length beyond the limit is rejected before anything is unpacked', async () => {
    expect(await decodeShareLink(`#1.${'A'.repeat(400_000)}`)).toMatchObject({ kind: 'rejected' });
  });

  test('unknown keys and values are left out', async () => {
    const link = packed(
      JSON.stringify({ type: 'qcow2', arch: 'm68k', rootfs: 'vfat', deliver: 1, profile: 2, more: [] }),
    );
    expect(await decodeShareLink(link)).toEqual({
      kind: 'input',
      input: { texts: { blueprint: '', 'disk.yaml': '', container: '' }, imageType: 'qcow2', profile: 'reference' },
    });
  });
});
