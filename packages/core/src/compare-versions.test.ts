import { expect, test } from 'vitest';
import { compareVersions } from './compare-versions.ts';

test.each([
  ['1.15.0', '1.9.9', 1],
  ['1.1.6', '1.1.6', 0],
  ['1.1', '1.1.0', 0],
  ['2', '10.0.1', -1],
  ['6.12.0-124.8.1.el10_1.x86_64', '6.9', 1],
  ['1.2.3-rc1', '1.2.3', 0],
  ['v1.2', '0.0.1', -1],
  ['', '0', 0],
])('%j compared with %j has the sign %i', (left, right, sign) => {
  expect(Math.sign(compareVersions(left, right))).toBe(sign);
  expect(Math.sign(compareVersions(right, left))).toBe(sign === 0 ? 0 : -sign);
});
