const dashed = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const bare = /^([\da-f]{8})([\da-f]{4})([\da-f]{4})([\da-f]{4})([\da-f]{12})$/i;

/**
 * The UUID that `text` is, in its usual form of five groups with dashes, digits in the case that they have; absent
 * where it is not a UUID. The forms are those that Go's uuid package reads: with dashes, in braces, as a URN
 * (`urn:uuid:…`), or 32 digits.
 */
export function usualUuid(text: string): string | undefined {
  const inner = /^(?:\{(.{36})\}|urn:uuid:(.{36}))$/i.exec(text);
  const plain = inner?.[1] ?? inner?.[2] ?? text;
  if (dashed.test(plain)) return plain;
  return bare.test(text) ? text.replace(bare, '$1-$2-$3-$4-$5') : undefined;
}
