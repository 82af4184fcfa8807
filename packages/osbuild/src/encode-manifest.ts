import type { Manifest } from './manifest.ts';
import { compareKeys } from './sorted-record.ts';

/**
 * The manifest's canonical text, as Go's `json.MarshalIndent` writes it: two spaces a level, fields in the order they
 * have, `[]` and `{}` for what is empty, Go's escapes in strings, and a newline at the end.
 */
export function encodeManifest(manifest: Manifest): string {
  return `${encode(manifest, '\n')}\n`;
}

/** The same without white space between the tokens, and a newline at the end. */
export function encodeManifestCompact(manifest: Manifest): string {
  return `${encode(manifest, '')}\n`;
}

function encode(value: unknown, newline: string): string {
  if (typeof value === 'string') return encodeString(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = newline === '' ? '' : `${newline}  `;
  const parts = Array.isArray(value)
    ? value.map((item) => encode(item, inner))
    : orderedKeys(value).map(
        (key) => `${encodeString(key)}:${newline === '' ? '' : ' '}${encode(Reflect.get(value, key), inner)}`,
      );
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return parts.length === 0 ? `${open}${close}` : `${open}${inner}${parts.join(`,${inner}`)}${newline}${close}`;
}

/** JavaScript puts keys such as "10" before all others; only maps have such keys, and Go sorts those. */
function orderedKeys(value: object): string[] {
  const keys = Object.keys(value);
  return /^\d/.test(keys[0] ?? '') ? keys.sort(compareKeys) : keys;
}

function encodeString(text: string): string {
  return JSON.stringify(text).replace(/[<>&\u2028\u2029]|\\ud[89a-f]../g, (found) =>
    found.length > 1 ? '\\ufffd' : `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
