import { expect, test } from 'vitest';
import { type ComposefsSeal, composefsSeal } from './composefs-seal.ts';

const hex = 'c0ffee01'.repeat(16);
const short = 'c0ffee01'.repeat(8);

test.each<[string, ComposefsSeal | undefined]>([
  [`quiet composefs=${hex} rw`, { parameter: 'composefs', digest: hex, optional: false }],
  [`composefs=?${hex}`, { parameter: 'composefs', digest: hex, optional: true }],
  [`composefs=${short}`, { parameter: 'composefs', digest: short, optional: false }],
  [`composefs=${short} composefs=${hex}`, { parameter: 'composefs', digest: short, optional: false }],
  [
    `composefs=${hex} composefs.digest=v1-sha512-12:${hex}`,
    { parameter: 'composefs.digest', digest: hex, format: 'v1', optional: false },
  ],
  [
    `composefs.digest=?v2-sha512-12:${hex}`,
    { parameter: 'composefs.digest', digest: hex, format: 'v2', optional: true },
  ],
  [`composefs.digest=v1-sha256-12:${short} composefs=${hex}`, { parameter: 'composefs', digest: hex, optional: false }],
  ['', undefined],
  ['composefs=', undefined],
  ['composefs=abc', undefined],
  [`composefs=${hex}00`, undefined],
  [`"quoted composefs=${hex}"`, undefined],
  [`xcomposefs=${hex}`, undefined],
])('%s', (commandLine, seal) => {
  expect(composefsSeal(commandLine)).toEqual(seal);
});
