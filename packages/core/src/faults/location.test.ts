import { expect, test } from 'vitest';
import { renderLocation, renderPath } from './location.ts';

test.each([
  [[], ''],
  [['customizations', 'user', 0, 'name'], 'customizations.user[0].name'],
  [['part-uuid', 'a b', ''], 'part-uuid["a b"][""]'],
  [[1, 2], '[1][2]'],
])('the path %j is rendered', (path, expected) => {
  expect(renderPath(path)).toBe(expected);
});

test.each([
  ['nothing', {}, ''],
  ['a document', { document: 'blueprint' }, 'blueprint'],
  ['a path alone', { path: ['name'] }, 'name'],
  ['a file over its document', { document: 'blueprint', file: 'c.toml' }, 'c.toml'],
  ['a line', { file: 'c.toml', line: 3 }, 'c.toml:3'],
  ['a column', { file: 'c.toml', line: 3, column: 7, path: ['a', 0] }, 'c.toml:3:7: a[0]'],
  ['a column without a line', { file: 'c.toml', column: 7 }, 'c.toml'],
])('a location with %s is rendered', (_, at, expected) => {
  expect(renderLocation(at)).toBe(expected);
});
