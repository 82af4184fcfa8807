import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diskFormat } from './disk-format.ts';

const numRuns = Number(process.env.FUZZ_RUNS ?? 300);

/** A head with bytes at places, given as text of Latin-1. */
function head(parts: Readonly<Record<number, string>>): Uint8Array {
  const bytes = Buffer.alloc(64 * 1024);
  for (const [at, text] of Object.entries(parts)) bytes.write(text, Number(at), 'latin1');
  return bytes;
}
const none = new Uint8Array(512);
const footer = (type: string) => head({ 0: 'conectix', 60: `\0\0\0${type}` }).subarray(0, 512);

test.each([
  ['raw, with a boot sector', head({ 510: '\u0055\u00aa' }), none, 'raw'],
  ['raw, of a few bytes', Buffer.from('x'), Buffer.from('x'), 'raw'],
  ['qcow2', head({ 0: 'QFI\u00fb\0\0\0\u0003' }), none, 'qcow2'],
  ['vmdk in one file', head({ 0: 'KDMV', 12: '\u0001' }), none, 'vmdk'],
  ['vhd that grows', head({ 0: 'conectix' }), footer('\u0003'), 'vpc'],
  ['vhd of a fixed size', head({}), footer('\u0002'), 'vpc'],
  ['vhdx', head({ 0: 'vhdxfile' }), none, 'vhdx'],
] as const)('%s', (_, bytes, tail, format) => {
  expect(diskFormat({ head: bytes, tail }, 'disk')).toBe(format);
});

test.each([
  ['a qcow2 with a backing file', head({ 0: 'QFI\u00fb\0\0\0\u0003', 15: '\u0010' }), none, 'boot/disk-parts'],
  ['a qcow2 whose data is elsewhere', head({ 0: 'QFI\u00fb\0\0\0\u0003', 79: '\u0004' }), none, 'boot/disk-parts'],
  ['a vmdk that is a list of files', head({ 0: '# Disk DescriptorFile\n' }), none, 'boot/disk-parts'],
  ['a vmdk that names its files', head({ 0: 'KDMV' }), none, 'boot/disk-parts'],
  [
    'a vmdk with a parent',
    head({ 0: 'KDMV', 12: '\u0001', 512: '# x\nparentFileNameHint="/etc/shadow"\n' }),
    none,
    'boot/disk-parts',
  ],
  [
    'a vmdk with a parent behind a blank',
    head({ 0: 'KDMV', 12: '\u0001', 512: '# x\n parentFileNameHint="nbd://host"\n' }),
    none,
    'boot/disk-parts',
  ],
  ['a vhd with a parent', head({}), footer('\u0004'), 'boot/disk-parts'],
  ['zstd', head({ 0: '\u0028\u00b5\u002f\u00fd' }), none, 'boot/disk-packed'],
  ['gzip', head({ 0: '\u001f\u008b' }), none, 'boot/disk-packed'],
] as const)('%s is rejected', (_, bytes, tail, code) => {
  expect(() => diskFormat({ head: bytes, tail }, 'disk')).toThrow(expect.objectContaining({ code }));
});

test('any content of a disk has a format or is a fault', () => {
  const begins = fc.constantFrom('QFI\u00fb', 'KDMV', '# Disk DescriptorFile', 'vhdxfile', 'conectix', '');
  fc.assert(
    fc.property(begins, fc.uint8Array(), fc.uint8Array(), (begin, rest, tail) => {
      try {
        diskFormat({ head: Buffer.concat([Buffer.from(begin, 'latin1'), rest]), tail }, 'disk');
      } catch (error) {
        expect(error).toMatchObject({ name: 'Fault' });
      }
    }),
    { numRuns },
  );
});
