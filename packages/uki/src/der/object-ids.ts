/** Object identifiers of signatures by the content of their DER, in hexadecimal. */
export const objectIds = {
  /** 1.2.840.113549.1.7.2 (RFC 2315). */
  signedData: '2a864886f70d010702',
  /** 1.3.6.1.4.1.311.2.1.4 and 1.3.6.1.4.1.311.2.1.15 (Microsoft's Authenticode). */
  spcIndirectData: '2b060104018237020104',
  spcPeImageData: '2b06010401823702010f',
  /** 1.2.840.113549.1.9.3 and 1.2.840.113549.1.9.4 (RFC 2985). */
  contentType: '2a864886f70d010903',
  messageDigest: '2a864886f70d010904',
  /** 1.2.840.113549.1.1.1 (RFC 8017). */
  rsaEncryption: '2a864886f70d010101',
  /** 1.2.840.113549.1.1.11 to 1.2.840.113549.1.1.13: with SHA-256, SHA-384, SHA-512. */
  rsaWith: { sha256: '2a864886f70d01010b', sha384: '2a864886f70d01010c', sha512: '2a864886f70d01010d' },
  /** 2.16.840.1.101.3.4.2.1 and those that follow it (RFC 5754). */
  sha256: '608648016503040201',
  sha384: '608648016503040202',
  sha512: '608648016503040203',
} as const;
