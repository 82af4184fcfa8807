import type { Draw } from './draw.ts';

/** Characters that are escaped somewhere on the way to a manifest, or that somebody forgets. */
const oddCharacters = [
  ...[
    ' ',
    '-',
    '_',
    '.',
    ':',
    '@',
    '+',
    '#',
    '%',
    "'",
    '"',
    '\\',
    ',',
    '=',
    '&',
    '<',
    '>',
    '~',
    '$',
    '*',
    '?',
    '(',
    '[',
  ],
  ...[
    'é',
    'ß',
    '漢',
    '😀',
    '\u00a0',
    '\u0301',
    '\u2028',
    '\u2029',
    '\ufeff',
    '\ufffd',
    '\u0085',
    '\u007f',
    '\t',
    '\n',
    '0',
    'Z',
  ],
] as const;

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** A word of letters and digits. */
export function word(draw: Draw, least = 1, most = 8): string {
  return draw.list(least, most, () => letters.charAt(draw.int(letters.length))).join('');
}

/** A word, now and then with odd characters in it. */
export function oddWord(draw: Draw, odds = 0.3): string {
  if (!draw.chance(odds)) return word(draw);
  return draw.list(1, 5, () => (draw.chance(0.5) ? word(draw, 1, 3) : draw.pick(oddCharacters))).join('');
}

/** A text of any length up to some dozens of characters. */
export function oddText(draw: Draw): string {
  return draw.list(0, 8, () => oddWord(draw)).join(draw.pick([' ', '', '\n', '  ', '\\', '"']));
}

/** An absolute path below `base`. */
export function pathBelow(draw: Draw, base: string, odds = 0.15): string {
  const path = [base === '/' ? '' : base, ...draw.list(1, 3, () => oddWord(draw, odds))].join('/');
  if (!draw.chance(odds / 8)) return path;
  return draw.pick([
    `${path}/`,
    `${path}/.`,
    `${path}/..`,
    path.replace('/', '//'),
    path.slice(1),
    `${path}/./x`,
    ' ',
    '',
  ]);
}

/** A size as blueprints and disk.yaml write it: a number of bytes, or a text with a unit. */
export function size(draw: Draw, odds = 0.1): unknown {
  if (draw.chance(odds / 30)) return draw.pick(wrongSizes);
  if (draw.chance(odds)) return draw.pick(oddSizes);
  const unit = draw.pick(['kB', 'KiB', 'MB', 'MiB', 'GB', 'GiB', 'GiB', 'MiB']);
  const most = { kB: 9e6, KiB: 9e6, MB: 9000, MiB: 9000, GB: 40, GiB: 40 }[unit] ?? 10;
  if (draw.chance(0.4)) return `${draw.int(most)}${draw.pick([' ', '', '  ', '\t'])}${unit}`;
  if (draw.chance(0.1)) return `${draw.int(most)}.${draw.int(1000)} ${unit}`;
  return draw.pick([
    draw.int(5e6) * 4096,
    draw.int(40) * 2 ** 30,
    draw.int(4e9),
    draw.int(9000) * 2 ** 20,
    draw.int(64),
  ]);
}

const oddSizes = [
  ...[0, 1, 511, 512, 513, 4095, 1048575, 1048577, 2 ** 30 - 1, 2 ** 30 + 1, 2 ** 31, 2 ** 32, 2 ** 40, 2 ** 41 + 512],
  ...[
    '0',
    '1',
    '4096',
    '1 TiB',
    '1TB',
    '0.5 GiB',
    '1.0000001 KiB',
    ' 10 GiB ',
    '1.5',
    '007',
    '1\u00a0GiB',
    '1 MiB\n',
    '0.1 kB',
  ],
] as const;

const wrongSizes = [
  ...[
    '1 B',
    '1e3',
    '10 G',
    '10gib',
    '10 GiB x',
    '',
    'x',
    '-1',
    '+1',
    '1_000',
    '0x10',
    '.5 GiB',
    '1. GiB',
    '1,5 GiB',
    '5 PiB',
  ],
  ...[-1, 1.5, 2 ** 53, 2 ** 60, true, null],
] as const;

/** A UUID in one of the forms that programs print, or something like one. */
export function uuid(draw: Draw, odds = 0.3): string {
  const hex = (length: number): string =>
    Array.from({ length }, () => '0123456789abcdef'.charAt(draw.int(16))).join('');
  const plain = `${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(12)}`;
  const cased = draw.chance(0.5) ? plain.toUpperCase() : plain;
  if (!draw.chance(odds)) return cased;
  return draw.pick([
    ...[`{${cased}}`, `urn:uuid:${cased}`, `URN:UUID:${cased}`, cased.replaceAll('-', ''), cased.slice(1), `${cased}0`],
    ...[
      `(${cased})`,
      ` ${cased}`,
      cased.replace('-', '_'),
      'g'.repeat(36),
      '',
      '7B77-95E7',
      '7b7795e7',
      oddWord(draw, 1),
    ],
  ] as const);
}
