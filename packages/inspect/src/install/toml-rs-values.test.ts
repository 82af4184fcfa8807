import { createTree } from '@bootwright/file-tree';
import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../../../core/testing/outcome.ts';
import { findInstallConfiguration } from './install-drop-ins.ts';

const names = (count: number) => Array.from({ length: count }, () => 'a').join('.');

/** Whether the drop-in is read; what it is said to be where it is not. */
function outcome(line: string): unknown {
  const text = `[install.ostree]\n${line}\n`;
  const found = outcomeOf(() =>
    findInstallConfiguration(createTree({ 'usr/lib/bootc/install/a.toml': text }), 'x86_64'),
  );
  return 'fault' in found ? found.fault : 'read';
}

// As bootc 1.16.9 (toml 1.1.4) answers to `bootc install print-configuration --all`.
describe.each([
  ...['1900-02-29', '2100-02-29', '1979-02-30', '1979-04-31', '1979-02-30T10:00:00', '1979-02-30 10:00:00Z'],
  ...['1e400', '-1e400', '1.8e308', '1_0e4_00', '[ 1,\n 1e400 ]', '[1900-02-29]', '{ y = 1900-02-29 }'],
  ...['340282366920938463463374607431768211456', '-170141183460469231731687303715884105729'],
  ...[`0x1${'f'.repeat(32)}`, `0o${'7'.repeat(43)}`, `{ ${names(81)} = 1 }`, '[{}, 1e400]', '["]", 1e400]'],
])('bootc rejects the value', (value) => {
  test(value, () => expect(outcome(`x = ${value}`)).toBe('toml/syntax'));
});

describe.each([
  ...['2000-02-29', '0000-02-29', '0000-01-01', '1979-02-28T23:59:59.1234567890123', '1e308', '1e-400', 'inf', '-nan'],
  ...['340282366920938463463374607431768211455', '-170141183460469231731687303715884105728', `0x${'f'.repeat(32)}`],
  ...['"1e400"', "'1900-02-29'", '"""\n1e400 \\"\n"""', "'''\n1e400'\n'''", '1 # 1e400', `{ ${names(80)} = 1 }`],
  ...['{ y = 1,\n 1e400 = 2, }', `${'['.repeat(80)}${']'.repeat(80)}`],
])('bootc reads the value', (value) => {
  test(value, () => expect(outcome(`x = ${value}`)).toBe('read'));
});

test.each([
  ['1e400 = 1\n1900-02-29 = 2', 'read'],
  ['x = ["a"]\ny = 1900-02-29', 'toml/syntax'],
  ['x = { y = [1] }\nz = 1e400', 'toml/syntax'],
  ['x = [[1], { y = {} }]\n[install.ostree.z]\n1e400 = 1900-02-29', 'toml/syntax'],
  ['x = [[1], { y = {} }]\n[install.ostree.z]\n1e400 = 1', 'read'],
  [`${names(80)} = 1`, 'read'],
  [`${names(81)} = 1`, 'toml/syntax'],
  [`[install.ostree.${names(78)}]`, 'read'],
  [`[install.ostree.${names(79)}]`, 'toml/syntax'],
])('%s: %s', (line, expected) => expect(outcome(line)).toBe(expected));

test('the fault names the line and the column', () => {
  const text = '# 1e400\n[install.ostree]\nx = "1e400" # 1e400\ny = [1, 1979-02-30]\n';
  expect(() => findInstallConfiguration(createTree({ 'usr/lib/bootc/install/a.toml': text }), 'x86_64')).toThrow(
    expect.objectContaining({
      message: 'the file is not valid TOML: no such day: 1979-02-30',
      at: { document: 'install-configuration', file: 'usr/lib/bootc/install/a.toml', line: 4, column: 9 },
    }),
  );
});
