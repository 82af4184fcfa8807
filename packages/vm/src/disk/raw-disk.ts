/** The signature of an ISO 9660 volume (ECMA-119, 8.1.2). */
const isoSign = 'CD001';

/** Signatures in the first bytes of a raw disk: an offset, and text in Latin 1. */
const signs: readonly (readonly [offset: number, text: string])[] = [
  // The signature of a boot sector, and of the protective MBR before a GPT (UEFI, "Legacy Master Boot Record").
  [510, '\u0055\u00aa'],
  // A GPT's header, for sectors of 512 and of 4,096 bytes (UEFI, "GPT Header").
  [512, 'EFI PART'],
  [4096, 'EFI PART'],
  [0x8001, isoSign],
  // The boot record of zIPL, and that of a DASD, which is "IPL1" in EBCDIC.
  [0, 'zIPL'],
  [0, '\u00c9\u00d7\u00d3\u00f1'],
];

/** Whether a file begins as a disk or an ISO image; `head` is the first 64 KiB, or all of a shorter file. */
export function beginsAsDisk(head: Uint8Array): boolean {
  return signs.some((sign) => hasSign(head, sign));
}

/** Whether a file begins as an ISO image. */
export function isIsoImage(head: Uint8Array): boolean {
  return hasSign(head, [0x8001, isoSign]);
}

function hasSign(head: Uint8Array, [offset, text]: (typeof signs)[number]): boolean {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.length);
  return bytes.toString('latin1', offset, offset + text.length) === text;
}
