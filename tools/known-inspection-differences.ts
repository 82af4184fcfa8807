/** Cases with one reason. A case that agrees must not be here. */
type Groups = readonly (readonly [because: string, names: readonly string[]])[];

const ofBootc: Groups = [
  ['a list is not read as a table', ['0', '1', '2', '4', '5', '6'].map((name) => `F03-list-for-table-${name}`)],
  ['a date is not read as a table', ['F04-ostree-date-1', 'F04-ostree-date-2']],
  [
    'TOML has other limits of numbers, dates and depth of keys',
    ['deep-dotted', 'feb-29', 'feb-30', 'float-overflow', 'leap-second'].map((name) => `F08-toml-${name}`),
  ],
  ['a table is not read as the name of a value', ['0', '1', '3', '4'].map((name) => `F10-enum-as-table-${name}`)],
];

const ofComposefs: Groups = [
  ['trees and links may be deeper and longer', ['C-deep-600', 'C-link-4096']],
  ['times beyond 2^53 seconds are not computed', ['C-pax-mtime-big']],
  ['container runtimes cannot unpack the layer', ['C-pax-path-nul', 'C-lone-zero-block']],
];

/** Cases of `bootc/differences` in which Bootwright does not give what bootc gives, and why. */
export const knownBootcDifferences = byName(ofBootc);

/** Cases of `composefs/differences` in which Bootwright does not give the digest that bootc gives, and why. */
export const knownComposefsDifferences = byName(ofComposefs);

function byName(groups: Groups): Readonly<Record<string, string>> {
  return Object.fromEntries(groups.flatMap(([because, names]) => names.map((name) => [name, because])));
}
