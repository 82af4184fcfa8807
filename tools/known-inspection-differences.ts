/** One way in which Bootwright does not read what bootc 1.16.9 reads, or gives another digest. */
export interface InspectionDifference {
  /** In the documentation. */
  readonly id: string;
  readonly input: string;
  readonly bootc: string;
  readonly ours: string;
  readonly reason: string;
  /** The code of our fault; absent: a value. */
  readonly fault?: string;
  /** Recorded cases that show it, by set. */
  readonly cases: { readonly [Set in DifferenceSet]?: readonly string[] };
}

export type DifferenceSet = 'bootc/differences' | 'composefs/differences' | 'composefs/fresh';

const named = (prefix: string, ...ends: readonly string[]): readonly string[] => ends.map((end) => `${prefix}-${end}`);

/** Rows of the second table in docs/reference-differences.md, in its order. */
export const inspectionDifferences: readonly InspectionDifference[] = [
  {
    id: 'list-for-table',
    input: 'a list where the install configuration has a table, such as `filesystem = [["xfs"]]`',
    bootc: 'takes its values by their order',
    ours: '`install-configuration/type`, whose hint says that bootc may read it',
    reason: 'no documentation has this form, which depends on the order of fields in the source',
    fault: 'install-configuration/type',
    cases: { 'bootc/differences': named('F03-list-for-table', '0', '1', '2', '4', '5', '6') },
  },
  {
    id: 'date-for-table',
    input: 'a date or time as `ostree`',
    bootc: 'takes it as an empty table',
    ours: '`install-configuration/type`, whose hint says that bootc may read it',
    reason: 'it is not a table, and means nothing',
    fault: 'install-configuration/type',
    cases: { 'bootc/differences': ['F04-ostree-date-1', 'F04-ostree-date-2'] },
  },
  {
    id: 'table-for-name',
    input: 'a table in place of a name, such as `bootloader = { grub = {} }`',
    bootc: 'takes the key as the name',
    ours: '`install-configuration/type`, whose hint says that bootc may read it',
    reason: 'no documentation has this form',
    fault: 'install-configuration/type',
    cases: { 'bootc/differences': named('F10-enum-as-table', '0', '1', '3', '4') },
  },
  {
    id: 'leap-second',
    input: 'a time with a leap second (`23:59:60`) of an unknown key of `[install.ostree]`',
    bootc: 'reads it',
    ours: '`toml/syntax`',
    reason: 'the TOML library does not read it; no key has a time',
    fault: 'toml/syntax',
    cases: { 'bootc/differences': ['F08-toml-leap-second'] },
  },
  {
    id: 'limits',
    input:
      'a path of more than 500 names; a name of more than 255 bytes; a link of more than 4,095 bytes; attributes of more than 65,535 bytes; a label of more than 4,096 bytes; a very long policy or slow rule',
    bootc: 'computes a digest',
    ours: '`composefs/not-computed`',
    reason: 'limits of this program, or of Linux, keep time and memory bounded',
    fault: 'composefs/not-computed',
    cases: { 'composefs/differences': ['C-deep-600', 'C-link-4096'] },
  },
  {
    id: 'large-time',
    input: 'a time of more than 2^53 seconds',
    bootc: 'computes a digest',
    ours: '`composefs/not-computed`',
    reason: 'no file is 285 million years old',
    fault: 'composefs/not-computed',
    cases: { 'composefs/differences': ['C-pax-mtime-big'] },
  },
  {
    id: 'pattern',
    input:
      'a rule of file_contexts with Unicode switched on, recursion, `\\K`, `\\G`, verbs, look-behind of several lengths or other forms that have no equal here',
    bootc: 'labels by it',
    ours: '`composefs/not-computed` with the rule and its line',
    reason: 'another engine could silently assign other labels',
    fault: 'composefs/not-computed',
    cases: { 'composefs/fresh': ['layers-99', 'layers-398', 'layers-611'] },
  },
  {
    id: 'two-readings',
    input:
      'parts of a layer that container runtimes read differently: sparse-file records of a file that is not sparse, an end without two blocks of zeros',
    bootc: 'reads it in its own way, or rejects it',
    ours: '`composefs/unclear`',
    reason: 'the container that was built and tested has other files than the one that bootc installs',
    fault: 'composefs/unclear',
    cases: { 'composefs/fresh': ['layers-34', 'layers-6'] },
  },
  {
    id: 'broken-layer',
    input: 'a layer that container runtimes do not unpack: a NUL in a name, entries behind a block of zeros',
    bootc: 'computes a digest',
    ours: '`image/tar`',
    reason: 'nobody can build, store or run such an image',
    fault: 'image/tar',
    cases: { 'composefs/differences': ['C-pax-path-nul', 'C-lone-zero-block'] },
  },
];

/** Cases in which Bootwright does not give what bootc gives, and the row that says why. A case that agrees must not be here. */
export function knownDifferences(set: DifferenceSet): ReadonlyMap<string, InspectionDifference> {
  return new Map(
    inspectionDifferences.flatMap((difference) =>
      (difference.cases[set] ?? []).map((name): [string, InspectionDifference] => [name, difference]),
    ),
  );
}
