import fc from 'fast-check';
import { expect, test } from 'vitest';
import { terminalText } from './terminal-text.ts';

const numRuns = Number(process.env.FUZZ_RUNS ?? 300);

test.each([
  ['colours', '[\u001b[0;32m  OK  \u001b[0m] Started \u001b[0;1;39ma.service\u001b[0m.', '[  OK  ] Started a.service.'],
  ['colours with colons', '\u001b[0;1;38:5:185mDEPEND\u001b[0m', 'DEPEND'],
  ['strings that name the session', '\u001b]3008;start=7;user=root\u001b\\[  OK  ] Up', '[  OK  ] Up'],
  ['titles', '\u001b]0;title\u0007text', 'text'],
  ['questions to the terminal', '\u001bP+q6E616D65\u001b\\\u001b[18t\u001b7\u001b[6n\u001b8\u001b[!ptext', 'text'],
  ['a clipboard', '\u001b]52;c;cm0gLXJm\u0007text', 'text'],
  ['sequences of one character', '\u009b31mred\u009b0m', 'red'],
  ['a sequence without an end', 'text\u001b]0;title', 'text'],
  ['a string that does not end with its line', '\u001b]0;title\ntext\u0007', '\ntext'],
  ['half a sequence', 'text\u001b[', 'text'],
  ['jumps of the cursor', '\u001b[2J\u001b[01;01Hone\u001b[02;01Htwo', '\none\ntwo'],
  ['returns of the carriage', 'a\r\r\nb\rc', 'a\nb\nc'],
  ['bells, backspaces and NUL', 'a\u0007b\bc\0d', 'abcd'],
  ['directions', 'a\u202eb\u2066c', 'abc'],
  ['letters of any language', 'grüße 漢字 …\tend', 'grüße 漢字 …\tend'],
])('%s leave nothing but text', (_, written, shown) => {
  expect(terminalText(written)).toBe(shown);
});

test('whatever is written, no control character is left but line feeds and tabs', () => {
  const hostile = fc.array(
    fc.constantFrom('\u001b', '[', ']', 'P', '\\', '\u0007', '\r', '\n', '\u009b', '1', ';', 'm', 'H'),
  );
  fc.assert(
    fc.property(
      fc.oneof(
        hostile.map((parts) => parts.join('')),
        fc.string({ unit: 'binary' }),
      ),
      (written) => {
        expect(terminalText(written).replaceAll(/[\n\t]/g, '')).not.toMatch(/\p{Cc}/u);
      },
    ),
    { numRuns },
  );
});
