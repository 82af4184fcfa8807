// Makes the unified kernel image of the sealed sample: a PE file with the text sections of a real one (.sbat, .osrel,
// .cmdline, .uname) and a kernel and an initramfs of a few bytes. It is read, never booted.
//
//   node tools/make-sample-uki.mjs > test-data/containers/sealed/boot/EFI/Linux/6.12.7-200.efi
import { readFileSync } from 'node:fs';

const root = new URL('../test-data/containers/sealed/', import.meta.url);
const digest = 'c0ffee00'.repeat(16);

const sections = [
  ['.sbat', 'sbat,1,SBAT Version,sbat,1,https://github.com/rhboot/shim/blob/main/SBAT.md\n'],
  ['.osrel', readFileSync(new URL('usr/lib/os-release', root), 'utf8')],
  ['.cmdline', `console=ttyS0,115200n8 quiet rw composefs=${digest}`],
  ['.uname', '6.12.7-200'],
  ['.linux', 'kernel'],
  ['.initrd', 'initramfs'],
];

const alignment = 512;
const aligned = (size) => Math.ceil(size / alignment) * alignment;

const peStart = 0x80;
const optionalHeaderSize = 240;
const headersSize = aligned(peStart + 4 + 20 + optionalHeaderSize + sections.length * 40);

const headers = Buffer.alloc(headersSize);
headers.write('MZ', 0);
headers.writeUInt32LE(peStart, 0x3c);
headers.write('PE\0\0', peStart);
const coff = peStart + 4;
headers.writeUInt16LE(0x8664, coff); // IMAGE_FILE_MACHINE_AMD64
headers.writeUInt16LE(sections.length, coff + 2);
headers.writeUInt16LE(optionalHeaderSize, coff + 16);
headers.writeUInt16LE(0x0206, coff + 18); // executable, no line numbers, no debug information
const optional = coff + 20;
headers.writeUInt16LE(0x20b, optional); // PE32+
headers.writeUInt32LE(4096, optional + 32); // alignment in memory
headers.writeUInt32LE(alignment, optional + 36);
headers.writeUInt32LE(headersSize, optional + 60);
headers.writeUInt16LE(10, optional + 68); // EFI application
headers.writeUInt32LE(16, optional + 108); // data directories, all empty

const bodies = [];
let file = headersSize;
let memory = 0x1000;
for (const [index, [name, text]] of sections.entries()) {
  const body = Buffer.alloc(aligned(Buffer.byteLength(text)));
  body.write(text);
  const header = optional + optionalHeaderSize + index * 40;
  headers.write(name, header);
  headers.writeUInt32LE(Buffer.byteLength(text), header + 8);
  headers.writeUInt32LE(memory, header + 12);
  headers.writeUInt32LE(body.length, header + 16);
  headers.writeUInt32LE(file, header + 20);
  headers.writeUInt32LE(0x40000040, header + 36); // readable, initialized data
  bodies.push(body);
  file += body.length;
  memory += Math.ceil(body.length / 4096) * 4096;
}
headers.writeUInt32LE(memory, optional + 56); // size in memory

process.stdout.write(Buffer.concat([headers, ...bodies]));
