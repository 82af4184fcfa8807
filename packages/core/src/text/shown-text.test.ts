import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shownLine, shownName, shownOutput, shownText, withoutUnsafe } from './shown-text.ts';

const numRuns = Number(process.env.FUZZ_RUNS ?? 300);
const controls = { controls: true };

describe.each([
  ['shownName', shownName],
  ['shownLine', shownLine],
  ['shownText', shownText],
])('%s', (_name, shown) => {
  test.each([
    ['an escape sequence', 'a\u001b[2Jb', 'a\\u001b[2Jb'],
    ['NUL and DEL', 'a\0b\u007f', 'a\\u0000b\\u007f'],
    ['a carriage return', 'a\rb', 'a\\u000db'],
    ['C1, which begins sequences in one character', 'a\u009b2Jb', 'a\\u009b2Jb'],
    ['NEL', 'a\u0085b', 'a\\u0085b'],
    ['the line and the paragraph separator', 'a\u2028b\u2029c', 'a\\u2028b\\u2029c'],
    ['bidirectional controls', 'a\u202eb\u2066c\u200fd\u061ce', 'a\\u202eb\\u2066c\\u200fd\\u061ce'],
    ['characters without width', 'a\u200bb\u200dc\u2060d\ufeffe\u00adf', 'a\\u200bb\\u200dc\\u2060d\\ufeffe\\u00adf'],
    ['fillers and variation selectors', 'a\u3164b\u115fc\u034fd\ufe0fe', 'a\\u3164b\\u115fc\\u034fd\\ufe0fe'],
    ['tags, which are not in the basic plane', 'a\u{e0041}b', 'a\\udb40\\udc41b'],
    ['a surrogate without its partner', 'a\ud800b\udc80', 'a\\ud800b\\udc80'],
    ['a code point that is not a character', 'a\uffffb', 'a\\uffffb'],
    ['a command of GitHub', '::error::x', '\\u003a:error::x'],
    ['a command behind blanks', 'a  ::error::x', 'a  \\u003a:error::x'],
    ['a command of the older form', 'a##[error]x', 'a\\u0023#[error]x'],
    ['a command of Azure Pipelines', '##vso[task.x]y', '\\u0023#vso[task.x]y'],
  ])('spells out %s', (_what, text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  test.each(['Größe 尺寸 😀 שלום', 'a::b [::1]:80 ## [x] #[y]', 'quiet "a b" $x \\n', ''])(
    'leaves %j as it is',
    (text) => {
      expect(shown(text)).toBe(text);
    },
  );
});

/** By what each is; ranges are given by both ends. */
const drawNothing: Readonly<Record<string, readonly number[]>> = {
  'soft hyphen': [0xad],
  'combining grapheme joiner': [0x34f],
  'Arabic letter mark': [0x61c],
  'Hangul fillers': [0x115f, 0x1160, 0x3164, 0xffa0],
  'Khmer inherent vowels': [0x17b4, 0x17b5],
  'Mongolian variation selectors and vowel separator': [0x180b, 0x180c, 0x180d, 0x180e, 0x180f],
  'zero width space, joiners and marks': [0x200b, 0x200c, 0x200d, 0x200e, 0x200f],
  'bidirectional embeddings and overrides': [0x202a, 0x202e],
  'word joiner, invisible operators, isolates and deprecated controls': [
    0x2060, 0x2064, 0x2065, 0x2066, 0x2069, 0x206f,
  ],
  'the Braille pattern without a dot': [0x2800],
  'variation selectors': [0xfe00, 0xfe0f, 0xe0100, 0xe01ef],
  'byte order mark': [0xfeff],
  'reserved, and annotation anchors': [0xfff0, 0xfff8, 0xfff9, 0xfffb],
  'object replacement character': [0xfffc],
  'Brahmi number joiner': [0x1107f],
  'blank hieroglyphs': [0x13441, 0x13442],
  'Khitan filler': [0x16fe4],
  'shorthand format controls': [0x1bca0, 0x1bca3],
  'musical null notehead, beams and slurs': [0x1d159, 0x1d173, 0x1d17a],
  'tags, and what is reserved for more': [0xe0000, 0xe0001, 0xe0020, 0xe007f, 0xe0080, 0xe0fff],
};

test.each(Object.entries(drawNothing))('spells out what draws nothing: %s', (_what, points) => {
  for (const point of points) {
    const character = String.fromCodePoint(point);
    const spelt = Array.from({ length: character.length }, (_, at) => `\\u${hex(character.charCodeAt(at))}`).join('');
    const shown = [shownName, shownLine, shownText].map((show) => show(`a${character}b`));
    expect([...shown, shownOutput(`a${character}b`, controls)]).toEqual(Array(4).fill(`a${spelt}b`));
    expect(withoutUnsafe(`a${character}b`)).toBe('ab');
  }
});

function hex(unit: number): string {
  return unit.toString(16).padStart(4, '0');
}

test.each([
  ['a name', shownName, '\\u0020a\\u000ab\\u0009c\\u00a0d\\u0020'],
  ['a line', shownLine, ' a\\u000ab\\u0009c\u00a0d '],
  ['a text', shownText, ' a\nb\tc\u00a0d '],
])('%s has its own rule for blanks and line breaks', (_name, shown, expected) => {
  expect(shown(' a\nb\tc\u00a0d ')).toBe(expected);
});

test('a later line of a text is not a command either', () => {
  expect(shownText('a\n ::error::x\n##[error]y')).toBe('a\n \\u003a:error::x\n\\u0023#[error]y');
});

describe('what is written', () => {
  test('keeps its layout, and spells out what no renderer has', () => {
    const line = '::error title=x::y\n\t"\u009b\u202e"\r';
    expect(shownOutput(line, { controls: false })).toBe('::error title=x::y\n\t"\\u009b\\u202e"\\u000d');
  });

  test('keeps the sequences of the command itself where it may control the terminal, and no others', () => {
    const sequences = '\u001b[1;31mred\u001b[0m\r\u001b[K\u001b[3A\u001b[J';
    expect(shownOutput(sequences, controls)).toBe(sequences);
    expect(shownOutput('\u001b]0;title\u0007\u001b[6n', controls)).toBe('\\u001b]0;title\\u0007\\u001b[6n');
  });

  test('is the same JSON', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, key) => {
        const json = JSON.stringify({ [key]: text, marked: '##[x]\u009b\u{e0041}' });
        expect(JSON.parse(shownOutput(json, controls))).toEqual(JSON.parse(json));
      }),
      { numRuns },
    );
  });
});

test('whatever the text, nothing unsafe is left, and a second time changes nothing', () => {
  const hostile = fc.constantFrom(
    '\u001b',
    '\n',
    '\u0085',
    '\u2028',
    '\u202e',
    '\u200b',
    '\ud800',
    ':',
    '#',
    '[',
    ' ',
    'a',
  );
  const text = fc.oneof(
    fc.array(hostile).map((parts) => parts.join('')),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(text, (written) => {
      for (const shown of [shownName(written), shownLine(written), shownText(written)]) {
        expect(shown.replaceAll(/[\n\t]/g, '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(shown).not.toMatch(/^\s*::|##\w*\[/m);
      }
      expect(shownName(written)).not.toMatch(/[\n\t]/);
      expect(shownLine(written)).not.toMatch(/[\n\t]/);
      expect(shownLine(shownLine(written))).toBe(shownLine(written));
    }),
    { numRuns },
  );
});
