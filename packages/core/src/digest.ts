const digestPattern = /^(?:(sha256):[0-9a-f]{64}|(sha512):[0-9a-f]{128})$/;

/** Whether a text is a digest that can be verified: SHA-256 or SHA-512 in lower-case hexadecimal (OCI image specification). */
export const isDigest = (text: string): boolean => digestPattern.test(text);
