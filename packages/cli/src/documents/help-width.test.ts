import { expect, test } from 'vitest';
import { captured } from '../captured.ts';
import { commands } from '../commands.ts';

const helps = [['--help'], ...commands.map(({ name }) => [name, '--help'])];

test.each(helps)('no line of the help of %s is wider than a terminal of 80 columns', async (...argv) => {
  const { status, stdout } = await captured(argv, { columns: 80 });
  expect(status).toBe(0);
  expect(stdout.split('\n').length).toBeGreaterThan(5);
  expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
});
