import { type DerValue, derChildren, derTag, hexOf } from './der.ts';

/** Attributes that name somebody best, in this order: common name, organizational unit, organization (X.520). */
const telling = ['550403', '55040b', '55040a'];

/**
 * The common name in a distinguished name, else its organizational unit or organization; absent where it has none of
 * them. Fault: `der/broken`.
 */
export function commonName(name: DerValue | undefined): string | undefined {
  const attributes = derChildren(name, derTag.sequence).flatMap((set) => derChildren(set, derTag.set));
  const texts = new Map<string, string>();
  for (const attribute of attributes) {
    const [type, value] = derChildren(attribute, derTag.sequence);
    if (type === undefined || value === undefined) continue;
    const kind = hexOf(type.content);
    if (!texts.has(kind)) texts.set(kind, textOf(value));
  }
  return telling.flatMap((kind) => texts.get(kind) ?? []).at(0);
}

/** Bits of each character, by the tag of a string; UTF-8 for all others. */
const wide = new Map([
  [0x1e, 'utf-16be'],
  [0x14, 'latin1'],
]);

function textOf({ tag, content }: DerValue): string {
  const encoding = wide.get(tag);
  if (encoding !== 'utf-16be') return new TextDecoder(encoding ?? 'utf-8').decode(content);
  // Not every Node knows UTF-16 with the high byte first.
  let text = '';
  for (let at = 0; at + 1 < content.length; at += 2) {
    text += String.fromCharCode((content[at] ?? 0) * 0x100 + (content[at + 1] ?? 0));
  }
  return text;
}
