import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { needs, program } from '../../../../tools/probes.mjs';
import { outcomeOf } from '../../../core/testing/outcome.ts';
import { zstdStored } from '../../testing/packings.ts';
import { WorkBudget } from '../work-budget.ts';
import { Damage } from './damage.ts';
import { ZstdStream } from './zstd-stream.ts';

const numRuns = Number(process.env.FUZZ_RUNS ?? 300);

function unpack(bytes: Uint8Array, portion = bytes.length): Buffer {
  const stream = new ZstdStream();
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += portion) {
    for (const piece of stream.push(bytes.subarray(at, at + portion))) pieces.push(Buffer.from(piece));
  }
  stream.finish();
  return Buffer.concat(pieces);
}

const outcome = (bytes: Uint8Array) => {
  try {
    return unpack(bytes).toString('latin1');
  } catch (error) {
    if (error instanceof Damage) return error.message;
    throw error;
  }
};

/** As zstd 1.5 wrote them. */
const recorded: Readonly<Record<string, readonly [string, string]>> = {
  'text at the usual level': [
    'KLUv/QRYHQsAIkseF5AXJA847AIkZg8Pn5XremEO481MUUEFZIjrNh3OX1l0+2QI3dZtMgQdXrfpULeL7XSo2+dMIkNUlrluv9im2E6GqCwvtq+AEKB8ww0dvrJMsd00YGDPmXTQw6FQMLo9xTZogxrBdZsOZw27pDAGPRzAkCFOh1NsAXOo0VKAlST1WA4gAkIIc9IOEDqEbIgkSQdBGYt/FylFUnUG4Q8PH9js71BMeETJkqi/YsuuI3UsphEHsz5xTvJvjPVUkAuqcULUD/Tv+psSAxoS1YXBPIIZTFh8qSVjptk7a4lSg29ZjSffDP/hp1/ZN6hYOtCGAlVoMagH/Kw/Bb5aQBeYZvTAJHuT9rr+jrJZPzDrgtAyQ8F6NERYxd/Dmqo1K+fnbIMMbUSvklq7Nj8m0S9fJ1ScHC5BJ9dTgD5pOaeyo5mr/mOd+NH7MOA35kCzgc8FenK9J86e2avEF3q1UG1wqyn05WU=',
    'etc/lib\nEFI/Linux/modules/lib/lib/usr\nkernel/etc/usr/vmlinuz\nkernel/boot/etc/modules/lib\nvmlinuz/usr/share\netc/vmlinuz/modules\netc/share/doc\nlib/initramfs/boot\nEFI/kernel/vmlinuz/modules/vmlinuz/Linux\nlib/kernel/etc\netc\ndoc/etc/kernel/vmlinuz/EFI\ninitramfs/etc/EFI/Linux\nvmlinuz/etc\nusr/lib/usr\nshare/etc/kernel/kernel\nLinux/doc/boot/modules/share/vmlinuz\nEFI\nshare/share\netc/modules/boot/EFI\ninitramfs/boot/share/kernel/vmlinuz/boot\nusr\nvmlinuz/etc/initramfs/initramfs/vmlinuz/lib\nmodules/etc/Linux\nusr\ndoc/lib/etc\nshare/boot/usr/boot/etc/boot\nshare/EFI\nshare/lib/etc/initramfs/vmlinuz\netc/modules/etc/EFI\nmodules/boot/initramfs/usr/boot\nLinux\nboot/boot\ninitramfs/lib/Linux\nEFI/vmlinuz\nusr\nusr\nmodules/initramfs/share/modules/initramfs/usr\nLinux/initramfs/vmlinuz/boot/usr\nkernel\nEFI/share/vmlinuz\nvmlinuz/vmlinuz/Linux/EFI\nusr/vmlinuz/EFI/Linux\nshare/EFI\nLinux/vmlinuz\nusr\netc/vmlinuz/kernel\nvmlinuz/EFI\nmodules/boot/usr\ninitramfs/lib/initramfs\nshare/share/doc/doc\nLinux\nlib/EFI/vmlinuz/initramfs\nboot/etc\nLinux/share/boot/EFI/kernel/vmlinuz\nshare/etc/boot/EFI/Linux/lib\nshare/share/vmlinuz\nEFI\nmodules/etc/share/usr/modules\nshare/Linux/initramfs/Linux/doc/EFI',
  ],
  'text at the highest level, with its checksum': [
    'KLUv/QRo1QkA8sQPEaDt4KPndmNX0dArThmqGo1CIoD/j6gR2Mqpm3fWNJ8hSfH9XqmszTXNy9hBXodRRmbyvLZUOjVWBPCi2JrmgIyokTNJaWM3IIQQ5dj1IEgSIhKlmDFBoxeTXCVHv2FKfy25BZyLpnUhhpdPdqn/a6DrwC1i/h+MPZdzZqcmUg+MCbt4Zae/DlTbzQnGEA0RtTC6pd7UBvf9tlDjku2ssUXF31Xa5bPfIDt54QSFfJDVbPaYgCAUkOrZo1rehaClgk28GzWwZiXNykNPPmh+wWILi5OlZ1rPeNHl29EQVTHN6kwPWjVaBTTcNgy91LSqApL33Bj4U5yX1UD+hCboPWnguXkAJoynhzkYRhNjHdg6Kq2jW0/zz6pvaKKpX85hnNzwvc+JubM8sp+TlGdyQypKP17eWQUp9OVl',
    'etc/lib\nEFI/Linux/modules/lib/lib/usr\nkernel/etc/usr/vmlinuz\nkernel/boot/etc/modules/lib\nvmlinuz/usr/share\netc/vmlinuz/modules\netc/share/doc\nlib/initramfs/boot\nEFI/kernel/vmlinuz/modules/vmlinuz/Linux\nlib/kernel/etc\netc\ndoc/etc/kernel/vmlinuz/EFI\ninitramfs/etc/EFI/Linux\nvmlinuz/etc\nusr/lib/usr\nshare/etc/kernel/kernel\nLinux/doc/boot/modules/share/vmlinuz\nEFI\nshare/share\netc/modules/boot/EFI\ninitramfs/boot/share/kernel/vmlinuz/boot\nusr\nvmlinuz/etc/initramfs/initramfs/vmlinuz/lib\nmodules/etc/Linux\nusr\ndoc/lib/etc\nshare/boot/usr/boot/etc/boot\nshare/EFI\nshare/lib/etc/initramfs/vmlinuz\netc/modules/etc/EFI\nmodules/boot/initramfs/usr/boot\nLinux\nboot/boot\ninitramfs/lib/Linux\nEFI/vmlinuz\nusr\nusr\nmodules/initramfs/share/modules/initramfs/usr\nLinux/initramfs/vmlinuz/boot/usr\nkernel\nEFI/share/vmlinuz\nvmlinuz/vmlinuz/Linux/EFI\nusr/vmlinuz/EFI/Linux\nshare/EFI\nLinux/vmlinuz\nusr\netc/vmlinuz/kernel\nvmlinuz/EFI\nmodules/boot/usr\ninitramfs/lib/initramfs\nshare/share/doc/doc\nLinux\nlib/EFI/vmlinuz/initramfs\nboot/etc\nLinux/share/boot/EFI/kernel/vmlinuz\nshare/etc/boot/EFI/Linux/lib\nshare/share/vmlinuz\nEFI\nmodules/etc/share/usr/modules\nshare/Linux/initramfs/Linux/doc/EFI',
  ],
  'text in haste, without a length': [
    'KLUv/QBIBQ0AJlU2GJAlyQN22AVI2gf/jcQIeqk8DuMmd6o4Ay8ALwAuAEfGR6eDYK/bJ+M7Z9ZAHzQDgev2je/mjl4A6fYLzQvN90wTOXjRB4UXMqjQ3PgCd/QCTgfB6jYZ342PChnGd0uCjI+Mr9BQ0QeFFzKIM+sLMBiU8eALDVkSPx0Ee+NZhQzS7XNmGd8LzS0J0m0q+qBw46NCo9vEmcWZxZl1OgiWChnEmXVL4kUfFMgEhQzdLjTnoxcaS+K6XfRBgQoZL/qgUMgg3T4dBKvbpNtUyCg0nFnnzKKiDwrEGVmoMQ5R0ARCWpQUCsMYIEJiHLs9EBABYU4VTZoxQTmLSaY7OayOF/alvAdWOGrYNuQUyfAnQmeV92uSriNG6dI0J1PZHck9RLg4RaHJA/Xrbo9pHZL9hSl2sF3FhS/KTG1fUe9spZqsdAPvFN/m8Q5EFt82V5WmLQWAMKAVAOC2fmCoEQa8ACrNUZ/w2zUw96L5SBW4Z1zMr2SbzgwJSLE2q3aiUA8RHDkyAKXpPlFXpc8Yz/KDwOrUYNflPNDglYgVlyo=',
    'etc/lib\nEFI/Linux/modules/lib/lib/usr\nkernel/etc/usr/vmlinuz\nkernel/boot/etc/modules/lib\nvmlinuz/usr/share\netc/vmlinuz/modules\netc/share/doc\nlib/initramfs/boot\nEFI/kernel/vmlinuz/modules/vmlinuz/Linux\nlib/kernel/etc\netc\ndoc/etc/kernel/vmlinuz/EFI\ninitramfs/etc/EFI/Linux\nvmlinuz/etc\nusr/lib/usr\nshare/etc/kernel/kernel\nLinux/doc/boot/modules/share/vmlinuz\nEFI\nshare/share\netc/modules/boot/EFI\ninitramfs/boot/share/kernel/vmlinuz/boot\nusr\nvmlinuz/etc/initramfs/initramfs/vmlinuz/lib\nmodules/etc/Linux\nusr\ndoc/lib/etc\nshare/boot/usr/boot/etc/boot\nshare/EFI\nshare/lib/etc/initramfs/vmlinuz\netc/modules/etc/EFI\nmodules/boot/initramfs/usr/boot\nLinux\nboot/boot\ninitramfs/lib/Linux\nEFI/vmlinuz\nusr\nusr\nmodules/initramfs/share/modules/initramfs/usr\nLinux/initramfs/vmlinuz/boot/usr\nkernel\nEFI/share/vmlinuz\nvmlinuz/vmlinuz/Linux/EFI\nusr/vmlinuz/EFI/Linux\nshare/EFI\nLinux/vmlinuz\nusr\netc/vmlinuz/kernel\nvmlinuz/EFI\nmodules/boot/usr\ninitramfs/lib/initramfs\nshare/share/doc/doc\nLinux\nlib/EFI/vmlinuz/initramfs\nboot/etc\nLinux/share/boot/EFI/kernel/vmlinuz\nshare/etc/boot/EFI/Linux/lib\nshare/share/vmlinuz\nEFI\nmodules/etc/share/usr/modules\nshare/Linux/initramfs/Linux/doc/EFI',
  ],
  'a short text': ['KLUv/QRYQQAASUQ9YWNtZQo3Z6hT', 'ID=acme\n'],
  'a few letters in any order': [
    'KLUv/QBYRQUAJhclCOBtkisDgFEBIgAhACEAysVWMcTKbqsDWNdMzTZQVbgQ0tWHCWCvvZoJztoOGgmaBWjHUCQqHDDVI+UyYxF1le3XrUGwaaQu480OQ0SIpU5h0kGTofm8C6LHTIW6OJwuvEnd6+ZipHB5rNgecgyKuRO0auArpYd8U40suWYOF0EqUBgWreIbT012JqhBZgxDLkKAEAYEArvQcAVPrAUTy6lnkQc0',
    'dbgabbaecadgggdbeabbfecgeggdedaaafeadegcegbacageacgcgaaeddbgcdbgdgdaaaegceddgfgdafbfcgddagebcgbbfbcdgcceafbafcaeadgfedeaebdgccbgbgfafaecedgecgegdeeddbcgecfcbdaebfgebccbegcfeaadfbcfccbcaeaeggagcggabbedfeagabfdffbeggfcgfdebdfbccbfcefedgdedgccddeacbedfeegcddeabeadfcegcagcdbfdegabbacbabdgefeefecaebbgabacaacafceffbfbfdbffaecfafebedbbgcdeadbbgcedefcgdcbdadacfacgbabagegabbeadfebgdffgffdcgbgeebadeccfgdefa',
  ],
  'a long run': ['KLUv/QRYTQAAEGFiAQBrV++wg3ThyA==', 'ab'.repeat(3000)],
};

describe('what the zstd program wrote', () => {
  test.each(Object.entries(recorded))('%s', (_, [packed, text]) => {
    const bytes = Buffer.from(packed, 'base64');
    expect(unpack(bytes).toString()).toBe(text);
    expect(unpack(bytes, 1).toString()).toBe(text);
  });
});

describe('frames', () => {
  const text = Buffer.from('a layer '.repeat(20_000));
  const frame = zstdStored(text);
  const skipped = Buffer.from([0x53, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);
  const repeated = (count: number) =>
    Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0x38, ((count << 3) & 0xff) | 3, (count >> 5) & 0xff, count >> 13, 0x61]);

  test.each([
    ['blocks that are not compressed', frame, text],
    ['several in a row', Buffer.concat([frame, frame]), Buffer.concat([text, text])],
    ['skippable ones among them', Buffer.concat([skipped, frame, skipped]), text],
    ['a block of one byte again and again', repeated(1000), Buffer.from('a'.repeat(1000))],
    ['nothing', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0x38, 1, 0, 0]), Buffer.alloc(0)],
  ])('%s', (_, packed, expected) => {
    expect(unpack(packed).equals(expected)).toBe(true);
    expect(unpack(packed, 7).equals(expected)).toBe(true);
  });

  test.each([
    ['cut in a block', frame.subarray(0, 1000), 'it ends too early'],
    ['cut in a header', frame.subarray(0, 5), 'it ends too early'],
    [
      'something after the last frame',
      Buffer.concat([frame, Buffer.from('garbage')]),
      'something else stands where a frame should',
    ],
    [
      'a window of 3 TiB',
      Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0xfc, 1, 0, 0]),
      'a frame needs 3298534883328 bytes of memory, more than 134217728',
    ],
    ['a dictionary', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 1, 0x38, 7, 1, 0, 0]), 'a frame needs a dictionary'],
    ['a block that is too large', repeated(131_073), 'a block is invalid'],
    ['an unknown kind of block', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0x38, 7, 0, 0]), 'a block is invalid'],
    ['a compressed block of nothing', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0x38, 5, 0, 0]), 'a block is empty'],
  ])('%s is damage', (_, packed, message) => {
    expect(outcome(packed)).toBe(message);
  });

  test.each([
    ['bytes', 'garbage'],
    ['too few bytes for a frame', 'x'],
  ])('%s after the last frame can be ignored', (_, rest) => {
    const stream = new ZstdStream(undefined, 'ignored');
    const packed = Buffer.concat([frame, Buffer.from(rest)]);
    const pieces = [...stream.push(packed)].map((piece) => Buffer.from(piece));
    stream.finish();
    expect(Buffer.concat(pieces).equals(text)).toBe(true);
  });
});

describe('a frame that names a window of 128 MiB', () => {
  const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 17 << 3]);
  /** 128 KiB of one byte. */
  const block = Buffer.from([0x02, 0x00, 0x10, 0x61]);
  const mebibyte = 1024 * 1024;

  function unpacked(blocks: number, budget: WorkBudget): number {
    const stream = new ZstdStream(budget);
    let bytes = 0;
    for (const piece of stream.push(header)) bytes += piece.length;
    for (let count = 0; count < blocks; count++) for (const piece of stream.push(block)) bytes += piece.length;
    return bytes;
  }

  test('takes memory for what it unpacks to', () => {
    const budget = new WorkBudget();
    expect(unpacked(8, budget)).toBe(mebibyte);
    expect(budget.spent('history bytes')).toBeLessThan(4 * mebibyte);
  });

  test('ends where the memory of an image of a mebibyte does, that for moving it counted', () => {
    const budget = new WorkBudget();
    budget.store(mebibyte);
    expect(outcomeOf(() => unpacked(320, budget))).toMatchObject({ fault: 'image/too-large' });
  });
});

test('whatever is changed, it unpacks or is damage', () => {
  const sources = Object.values(recorded).map(([packed]) => Buffer.from(packed, 'base64'));
  const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(fc.constantFrom(...sources), changes, (source, list) => {
      const bytes = Buffer.from(source);
      for (const [place, value] of list) bytes[5 + (place % (bytes.length - 5))] = value;
      expect(() => outcome(bytes)).not.toThrow();
    }),
    { numRuns },
  );
});

const zstd = needs(program('zstd'));
test.skipIf(zstd.missing)(`the zstd program and this agree on anything${zstd.note}`, () => {
  const word = fc.oneof(fc.string(), fc.constantFrom('usr/lib/', 'abcabc', '\0'.repeat(300)), fc.nat(9).map(String));
  fc.assert(
    fc.property(fc.array(word, { maxLength: 2000, size: 'max' }), fc.integer({ min: 1, max: 19 }), (words, level) => {
      const content = Buffer.from(words.join(''));
      const { stdout } = spawnSync('zstd', [`-${level}`, '-q', '-c'], { input: content });
      expect(unpack(stdout).equals(content)).toBe(true);
    }),
    { numRuns: Math.min(numRuns, 30) },
  );
});
