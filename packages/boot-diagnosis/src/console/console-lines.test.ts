import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { consoleLines, recordedLines } from './console-lines.ts';

const numRuns = Number(process.env.FUZZ_RUNS ?? 300);
const bytes = (text: string) => Buffer.from(text);

describe('lines of a console', () => {
  test('come when they are complete; what is not can be looked at', () => {
    const lines = consoleLines();
    expect(lines.add(bytes('[  OK'))).toEqual([]);
    expect(lines.partial()).toBe('[  OK');
    expect(lines.add(bytes('  ] Up\r\r\n\r\nhost login: '))).toEqual(['[  OK  ] Up']);
    expect(lines.partial()).toBe('host login:');
  });

  test('are read though their letters and sequences come in pieces', () => {
    const lines = consoleLines();
    const whole = bytes('\u001b[0;32mgrün\u001b[0m …\n');
    expect([...whole].flatMap((byte) => lines.add(Uint8Array.of(byte)))).toEqual(['grün …']);
  });

  test('are broken where they have no end', () => {
    const lines = consoleLines();
    const found = lines.add(bytes('x'.repeat(10_000)));
    expect(found.map((line) => line.length)).toEqual([4096, 4096, 1808]);
    expect(lines.partial()).toBe('');
  });

  test('are the same, however the bytes come', () => {
    const text = fc.array(
      fc.constantFrom('a', '\n', '\r', '\u001b[1m', '\u001b]0;t\u0007', '\u001b]', 'ü', '\u009b', ' '),
    );
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 7 }), (parts, size) => {
        const whole = bytes(parts.join(''));
        const lines = consoleLines();
        const found: string[] = [];
        for (let at = 0; at < whole.length; at += size) found.push(...lines.add(whole.subarray(at, at + size)));
        // The last line need not be complete in what was recorded.
        expect([...found, ...lines.add(bytes('\n'))]).toEqual(recordedLines(whole));
      }),
      { numRuns },
    );
  });
});
