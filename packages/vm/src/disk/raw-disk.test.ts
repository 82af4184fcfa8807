import { expect, test } from 'vitest';
import { beginsAsDisk } from './raw-disk.ts';

const at = (offset: number, bytes: readonly number[], length = 64 * 1024): Uint8Array => {
  const head = new Uint8Array(length);
  head.set(bytes, offset);
  return head;
};
const ascii = (text: string): readonly number[] => [...Buffer.from(text, 'latin1')];

test.each<[string, Uint8Array]>([
  ['a boot sector, or the MBR before a GPT', at(510, [0x55, 0xaa], 512)],
  ['a GPT with sectors of 512 bytes', at(512, ascii('EFI PART'))],
  ['a GPT with sectors of 4096 bytes', at(4096, ascii('EFI PART'))],
  ['an ISO image', at(0x8001, ascii('CD001'))],
  ['the boot record of zIPL', at(0, ascii('zIPL'))],
  ['a DASD', at(0, [0xc9, 0xd7, 0xd3, 0xf1])],
])('%s begins as a disk', (_, head) => {
  expect(beginsAsDisk(head)).toBe(true);
});

test.each<[string, Uint8Array]>([
  ['a text', new TextEncoder().encode('[customizations]\nhostname = "web"\n')],
  ['zeros', new Uint8Array(64 * 1024)],
  ['one byte', new Uint8Array([0x55])],
  ['nothing', new Uint8Array()],
  ['a program', at(0, ascii('\u007fELF'))],
  ['a signature in another place', at(508, [0x55, 0xaa])],
])('%s does not', (_, head) => {
  expect(beginsAsDisk(head)).toBe(false);
});
