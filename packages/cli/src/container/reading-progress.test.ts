import { describe, expect, test } from 'vitest';
import { readingProgress, renderReading } from './reading-progress.ts';

const MiB = 1024 * 1024;

test.each([
  [
    'with a bar where the end is known',
    { what: 'layer 2 of 3', doneBytes: 30 * MiB, totalBytes: 120 * MiB },
    80,
    '[#######....................] 25%  layer 2 of 3: 30.0 MiB of 120 MiB, 10.0 MiB/s',
  ],
  [
    'without it where nobody knows the end',
    { what: 'standard input', doneBytes: 3 * MiB },
    80,
    'standard input: 3.0 MiB, 1.0 MiB/s',
  ],
  [
    'on a narrow terminal',
    { what: 'layer 2 of 3', doneBytes: 30 * MiB, totalBytes: 120 * MiB },
    40,
    ' 25% layer 2 of 3: 30.0 MiB of 120 MiB, ',
  ],
  [
    'where there is more than was said',
    { what: 'x', doneBytes: 2 * MiB, totalBytes: MiB },
    80,
    'x: 2.0 MiB, 683 KiB/s',
  ],
  ['of nothing', { what: 'x', doneBytes: 0, totalBytes: 0 }, 40, '[############]100%  x: 0 B of 0 B, 0 B/s'],
])('%s', (_name, progress, columns, expected) => {
  expect(renderReading(progress, 3000, columns)).toBe(expected.slice(0, columns));
});

describe('the line', () => {
  function drawn(terminal: boolean, times: readonly number[]) {
    const written: string[] = [];
    let now = 0;
    const output = { terminal, colour: false, columns: 60, write: async (text: string) => void written.push(text) };
    const line = readingProgress(output, () => now);
    for (const time of times) {
      now = time;
      line.show({ what: 'x', doneBytes: time });
    }
    return line.end().then(() => written);
  }

  test('is drawn ten times a second at most, and taken away', async () => {
    const written = await drawn(true, [10, 120, 130, 140, 260]);
    expect(written).toEqual(['\rx: 120 B, 1.0 KiB/s\u001b[K', '\rx: 260 B, 1.0 KiB/s\u001b[K', '\r\u001b[K']);
  });

  test('is missing for what is read at once, and where no terminal is', async () => {
    expect(await drawn(true, [10, 20])).toEqual([]);
    expect(await drawn(false, [10, 200, 400])).toEqual([]);
  });
});
