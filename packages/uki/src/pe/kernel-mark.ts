import type { ReadBytes } from '@bootwright/archive';
import { kernelHeadLength } from './pe-sections.ts';

/** Of Linux' images, by where they are (boot.rst of x86, booting.rst of arm64, `zboot-header.S`). */
const marks: readonly (readonly [offset: number, text: string])[] = [
  [0x202, 'HdrS'],
  [0x38, 'ARM\x64'],
  [0x38, 'RSC\x05'],
  [0x04, 'zimg'],
];

/** Whether a file has the mark of a Linux kernel that firmware starts by itself. */
export function hasKernelMark(read: ReadBytes): boolean {
  const head = Buffer.from(read(0, kernelHeadLength)).toString('latin1');
  return head.startsWith('MZ') && marks.some(([offset, text]) => head.startsWith(text, offset));
}
