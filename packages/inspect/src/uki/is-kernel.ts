import { Fault } from '@bootwright/core';
import { kernelHeadLength, peSections } from '../pe-sections.ts';
import type { ReadBytes } from '../read-bytes.ts';

/** Of Linux' images, by where they are (boot.rst of x86, booting.rst of arm64, `zboot-header.S`). */
const marks: readonly (readonly [offset: number, text: string])[] = [
  [0x202, 'HdrS'],
  [0x38, 'ARM\x64'],
  [0x38, 'RSC\x05'],
  [0x04, 'zimg'],
];

/** Whether firmware that starts a file starts a Linux kernel: one by itself, or a unified kernel image. */
export function isKernel(read: ReadBytes): boolean {
  const head = Buffer.from(read(0, kernelHeadLength)).toString('latin1');
  if (!head.startsWith('MZ')) return false;
  if (marks.some(([offset, text]) => head.startsWith(text, offset))) return true;
  try {
    return peSections(read).some(({ name }) => name === '.linux');
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
}
