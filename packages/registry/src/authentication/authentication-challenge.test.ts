import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseChallenges } from './authentication-challenge.ts';

const shown = (header: string) =>
  parseChallenges(header).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]);

test.each<readonly [string, string, unknown]>([
  [
    'Docker Hub',
    'Bearer realm="https://auth.example/token",service="registry.example",scope="repository:library/debian:pull"',
    [
      [
        'bearer',
        { realm: 'https://auth.example/token', service: 'registry.example', scope: 'repository:library/debian:pull' },
      ],
    ],
  ],
  [
    'commas in quoted values',
    'Bearer realm="r",scope="repository:a:pull,push repository:b:pull"',
    [['bearer', { realm: 'r', scope: 'repository:a:pull,push repository:b:pull' }]],
  ],
  ['basic', 'Basic realm="Acme Registry"', [['basic', { realm: 'Acme Registry' }]]],
  ['a scheme alone', 'Basic', [['basic', {}]]],
  ['other cases and spaces', 'BEARER  Realm = "r" ,  SERVICE=s', [['bearer', { realm: 'r', service: 's' }]]],
  ['escaped quotes', String.raw`Basic realm="a \"b\" \\c"`, [['basic', { realm: String.raw`a "b" \c` }]]],
  [
    'two challenges',
    'Bearer realm="r", error="x", Basic realm="b"',
    [
      ['bearer', { realm: 'r', error: 'x' }],
      ['basic', { realm: 'b' }],
    ],
  ],
  [
    'schemes alone and with one value',
    'Negotiate, Negotiate YII=, Basic realm=x',
    [
      ['negotiate', {}],
      ['negotiate', {}],
      ['basic', { realm: 'x' }],
    ],
  ],
  ['the first of equal names', 'Basic realm=a, realm=b', [['basic', { realm: 'a' }]]],
  ['names of the language', 'Basic __proto__=a, constructor=b', [['basic', { ['__proto__']: 'a', constructor: 'b' }]]],
  ['nothing', '', []],
  ['commas alone', ' , ,', []],
  ['a quote that never ends', 'Bearer service="s", realm="r', [['bearer', { service: 's' }]]],
  ['a value before any scheme', 'realm="r", Basic realm="b"', []],
  ['other letters', 'Basic realm="r", ❤', [['basic', { realm: 'r' }]]],
])('%s', (_, header, expected) => {
  expect(shown(header)).toEqual(expected);
});

test('any header is read', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[ ,="\\abc]{0,60}$/)), (header) => {
      expect(Array.isArray(parseChallenges(header))).toBe(true);
    }),
  );
});

test.each([' ', ',', '"', 'a=', 'a ', '\\', 'a="b",'])('of a header of %j a million times 16 KiB are read', (piece) => {
  const header = piece.repeat(1_000_000);
  expect(parseChallenges(header)).toEqual(parseChallenges(header.slice(0, 16 * 1024)));
});
