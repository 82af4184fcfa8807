import { bootImage } from '@bootwright/uki';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { addonImage, emptyRoot, kernelImage, noBootFiles } from '../testing/sealed-image.ts';
import type { BootFile } from './boot-files/boot-files.ts';
import { sealVerdict } from './verdict/seal-verdict.ts';

const numRuns = Number(process.env.FUZZ_RUNS ?? 2000);
vi.setConfig({ testTimeout: 600_000 });

const digest = 'c0ffee01'.repeat(16);
const other = 'c0ffee02'.repeat(16);
const seal = `composefs=${digest}`;
const harmless = ['rw', 'quiet', 'console=ttyS0,115200n8', 'enforcing=0', 'mitigations=auto,nosmt', 'root=LABEL=root'];
/** Words that start something else, and what a reader may make of parts of them. */
const harmful = [
  'init=/bin/sh',
  'rdinit=/bin/sh',
  'LD_PRELOAD=/var/x.so',
  'SYSTEMD_UNIT_PATH=/var/x',
  '--unit=emergency.target',
  '--',
  'emergency',
  'single',
  'rd.break',
  'rd.systemd.run=/bin/sh',
  'systemd.mask=bootc-root-setup.service',
  'systemd.mount-extra=LABEL=x:/var/../usr',
  'sysctl.kernel.modprobe=/var/x',
  'firmware_class.path=/var/x',
  'systemd.mount-extra=LABEL=x:/var/lib/extensions',
  'systemd.mount_extra=LABEL=x:/var',
  'root=/dev/../run/x',
  'rootflags=loop',
  'rootflags=ro,helper=x',
  'snd-hda-intel.patch=x',
  'nouveau.config=1',
  `composefs=${other}`,
  `composefs.digest=v1-sha512-12:${other}`,
  'composefs=?',
];
const blank = fc.constantFrom(' ', '  ', '\t', '\n', '\u000b', '\u0001', '\u007f');
const junk = fc.constantFrom('"', "'", '\\', '\u0000', '\u00a0', '\u{1f600}', '=', '.', '-', '@1 ', 'x', '\ufeff');

const file = (path: string, bytes: Uint8Array): BootFile => {
  const read = (offset: number, length: number) => bytes.subarray(offset, offset + length);
  return { file: path, size: bytes.length, ...bootImage(read, bytes.length) };
};

function verdictOn(line: string, addons: readonly string[] = []) {
  const kernel = file('boot/EFI/Linux/a.efi', kernelImage(line));
  return sealVerdict({
    files: {
      ...noBootFiles,
      kernels: [kernel],
      addons: addons.map((text, place) => file(`boot/loader/addons/${place}.addon.efi`, addonImage(text))),
    },
    root: emptyRoot,
    layers: { declared: [], found: [] },
    linksOut: [],
    match: (found) => ({ kind: found.toLowerCase() === digest ? 'same' : 'differs' }),
  }).verdict.kind;
}

/** The words that reach the kernel, for whoever knows no quotes: of what the stub passes on, at all that is not an ASCII character. */
const wordsOf = (text: string) => text.replace(/[\u{10000}-\u{10ffff}]/gu, '').split(/[^!-~]+/);

const line = (pieces: fc.Arbitrary<string>) =>
  fc.array(fc.tuple(pieces, blank), { maxLength: 8 }).map((parts) => parts.flat().join(''));

test('harmless words around the seal, in any order and with any blanks, leave it holding', () => {
  const words = line(fc.constantFrom(...harmless));
  fc.assert(
    fc.property(words, words, (before, after) => {
      expect(verdictOn(`${before} ${seal} ${after}`)).toBe('holds');
    }),
    { numRuns },
  );
});

test('one harmful word anywhere, in an image or an addon, and a seal does not hold', () => {
  const words = line(fc.constantFrom(...harmless));
  fc.assert(
    fc.property(
      words,
      words,
      fc.constantFrom(...harmful),
      blank,
      fc.boolean(),
      (before, after, word, space, inAddon) => {
        const bad = `${before}${space}${word}${space}${after}`;
        const verdict = inAddon ? verdictOn(seal, ['quiet', bad]) : verdictOn(`${seal}${space}${bad}`);
        expect(verdict).not.toBe('holds');
      },
    ),
    { numRuns },
  );
});

/** All that a reader may find where a seal holds. */
const nothingSeen = { isSealed: true, harm: [], isQuoted: false };

test('whatever is between them, a seal holds only where no reader finds a harmful word', () => {
  const piece = fc.oneof(fc.constantFrom(...harmless), fc.constantFrom(...harmful), fc.constant(seal), blank, junk);
  const text = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(text, text, fc.boolean(), (first, second, isAddon) => {
      const verdict = isAddon ? verdictOn(first, [second]) : verdictOn(`${first}${second}`);
      // Within one line, the end of one text and the beginning of the next are one word.
      const found = isAddon ? [...wordsOf(first), ...wordsOf(second)] : wordsOf(`${first}${second}`);
      const seen = {
        isSealed: found.includes(seal),
        harm: found.filter((word) => harmful.includes(word)),
        isQuoted: /["'\\]/.test(`${first}${second}`),
      };
      expect(verdict === 'holds' ? seen : nothingSeen).toEqual(nothingSeen);
    }),
    // Few drawn texts hold: some do at every count of runs.
    {
      numRuns,
      examples: [
        [`${seal} quiet`, ' rw', false],
        [seal, 'quiet', true],
      ],
    },
  );
});

test('any bytes in place of a command line give a verdict', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(2), (bytes, where) => {
      const text = Buffer.from(bytes).toString('latin1');
      const around = [`${seal} ${text}`, `${text} ${seal}`, text][where] ?? '';
      expect(['not-verified', 'nothing-to-verify', 'holds']).toContain(verdictOn(around, [text]));
    }),
    { numRuns },
  );
});
