import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Fault } from '../faults/fault.ts';
import { goRandom } from './go-random.ts';

/**
 * Printed by Go 1.26: two `Int63`, a `Read` of 5 bytes, an `Int63`, a `Read` of 12, the `Int63` after 2000 more, and
 * the SHA-256 of the first 20,000 bytes that `Read` gives on a fresh source.
 */
const answersOfGo = [
  {
    seed: 0n,
    first: 8717895732742165505n,
    second: 2259404117704393152n,
    five: '73c86e4ff9',
    third: 501233450539197794n,
    twelve: '5ff64a2d0b75fb180daf48a7',
    afterTwoThousand: 6798786831836028289n,
    sha256: 'b958f7aac2f4ab29c05d6e7c74ff77621323fbb478f4f9a285d15c917a94607e',
  },
  {
    seed: 1n,
    first: 5577006791947779410n,
    second: 8674665223082153551n,
    five: '1d729566c7',
    third: 4037200794235010051n,
    twelve: '4d10d1e2c64981855ad8681d',
    afterTwoThousand: 614391105839711526n,
    sha256: '77de44bc40c86a2597969281373858ff5f9f5cfc661e7c78b169536c59b24b9a',
  },
  {
    seed: -1n,
    first: 3644962268338389676n,
    second: 550171362161912239n,
    five: 'e18d8a6638',
    third: 5185619287625335803n,
    twelve: '4cf02d1dd9497f869a269722',
    afterTwoThousand: 8579009342491310769n,
    sha256: 'c3b494744f7c663e2427895abb6da4bd3ebdaa478d6b0b7e2209a46e1a664f66',
  },
  {
    seed: 2n,
    first: 1543039099823358511n,
    second: 2444694468985893231n,
    five: '56dbd967dc',
    third: 1097372909064907392n,
    twelve: '2897ca16e18b686ba0dc208c',
    afterTwoThousand: 1697632182415170590n,
    sha256: '1235f1ceef48644c7869a2899f4af773997a14fb122a4df9771f1f1560140517',
  },
  {
    seed: 42n,
    first: 3440579354231278675n,
    second: 608747136543856411n,
    five: 'e89f5b1484',
    third: 1926012586526624009n,
    twelve: 'f25209dd9d52dfd79b4d7642',
    afterTwoThousand: 7905499645038371975n,
    sha256: '29309b0cc29401c31f51caa9ce35fd7cddc9d5dcf2f712a73700b4f6d6890827',
  },
  {
    seed: 2147483646n,
    first: 3644962268338389676n,
    second: 550171362161912239n,
    five: 'e18d8a6638',
    third: 5185619287625335803n,
    twelve: '4cf02d1dd9497f869a269722',
    afterTwoThousand: 8579009342491310769n,
    sha256: 'c3b494744f7c663e2427895abb6da4bd3ebdaa478d6b0b7e2209a46e1a664f66',
  },
  {
    seed: 2147483647n,
    first: 8717895732742165505n,
    second: 2259404117704393152n,
    five: '73c86e4ff9',
    third: 501233450539197794n,
    twelve: '5ff64a2d0b75fb180daf48a7',
    afterTwoThousand: 6798786831836028289n,
    sha256: 'b958f7aac2f4ab29c05d6e7c74ff77621323fbb478f4f9a285d15c917a94607e',
  },
  {
    seed: 2147483648n,
    first: 5577006791947779410n,
    second: 8674665223082153551n,
    five: '1d729566c7',
    third: 4037200794235010051n,
    twelve: '4d10d1e2c64981855ad8681d',
    afterTwoThousand: 614391105839711526n,
    sha256: '77de44bc40c86a2597969281373858ff5f9f5cfc661e7c78b169536c59b24b9a',
  },
  {
    seed: 4294967296n,
    first: 1543039099823358511n,
    second: 2444694468985893231n,
    five: '56dbd967dc',
    third: 1097372909064907392n,
    twelve: '2897ca16e18b686ba0dc208c',
    afterTwoThousand: 1697632182415170590n,
    sha256: '1235f1ceef48644c7869a2899f4af773997a14fb122a4df9771f1f1560140517',
  },
  {
    seed: -2147483647n,
    first: 8717895732742165505n,
    second: 2259404117704393152n,
    five: '73c86e4ff9',
    third: 501233450539197794n,
    twelve: '5ff64a2d0b75fb180daf48a7',
    afterTwoThousand: 6798786831836028289n,
    sha256: 'b958f7aac2f4ab29c05d6e7c74ff77621323fbb478f4f9a285d15c917a94607e',
  },
  {
    seed: -2147483648n,
    first: 3644962268338389676n,
    second: 550171362161912239n,
    five: 'e18d8a6638',
    third: 5185619287625335803n,
    twelve: '4cf02d1dd9497f869a269722',
    afterTwoThousand: 8579009342491310769n,
    sha256: 'c3b494744f7c663e2427895abb6da4bd3ebdaa478d6b0b7e2209a46e1a664f66',
  },
  {
    seed: 89482311n,
    first: 8717895732742165505n,
    second: 2259404117704393152n,
    five: '73c86e4ff9',
    third: 501233450539197794n,
    twelve: '5ff64a2d0b75fb180daf48a7',
    afterTwoThousand: 6798786831836028289n,
    sha256: 'b958f7aac2f4ab29c05d6e7c74ff77621323fbb478f4f9a285d15c917a94607e',
  },
  {
    seed: 9007199254740991n,
    first: 2390030005858047979n,
    second: 3295322863902573500n,
    five: '9e51580a9a',
    third: 1564035396547699458n,
    twelve: '46dfdbadb5437523f4caff8d',
    afterTwoThousand: 4763082406879401266n,
    sha256: 'f162600519ed37e64866e8dc3d68de297ba5ab40c7acca774db9d9db83f06521',
  },
  {
    seed: 9007199254740992n,
    first: 7217490843225515209n,
    second: 6289122735547596235n,
    five: 'd3baf0ee26',
    third: 2933144273251651712n,
    twelve: '6b9d44c2f1c18e00aececd6a',
    afterTwoThousand: 9129639233978680174n,
    sha256: '1ab7fc17428fa610adccae714815658481777c1586f691e5d7d847156ea8c704',
  },
  {
    seed: -9007199254740991n,
    first: 6830580058783901715n,
    second: 5929929337405783106n,
    five: '60ae670a66',
    third: 7657405898538818812n,
    twelve: '472f2352aa438a2214340092',
    afterTwoThousand: 4454562289541606053n,
    sha256: 'c49a4e50952d5d8f6dcb775849cab54bae7f81d42e656f665c895a61d9d2c1af',
  },
  {
    seed: 1234567890123456789n,
    first: 7757921932427070452n,
    second: 6263496313655974442n,
    five: 'a8e8958128',
    third: 5745941200398059200n,
    twelve: 'e34b4b347aab707cd5c2b49c',
    afterTwoThousand: 2042132793405092568n,
    sha256: '0c4309f6730b9c6e850b503cc25de1f01daba156acef65d2e6b401ca21877e3d',
  },
  {
    seed: 9223372036854775807n,
    first: 5577006791947779410n,
    second: 8674665223082153551n,
    five: '1d729566c7',
    third: 4037200794235010051n,
    twelve: '4d10d1e2c64981855ad8681d',
    afterTwoThousand: 614391105839711526n,
    sha256: '77de44bc40c86a2597969281373858ff5f9f5cfc661e7c78b169536c59b24b9a',
  },
  {
    seed: -9223372036854775808n,
    first: 7681445645332086223n,
    second: 6777158040660201103n,
    five: 'a824e66723',
    third: 8122988662769882494n,
    twelve: '296734e9de8b976a6022df93',
    afterTwoThousand: 7482508165090599865n,
    sha256: '1cfbd90dcc56498709de3d376e0e414842567d004f4e1f65d9ca6f59d43994aa',
  },
  {
    seed: -9223372036854775807n,
    first: 3644962268338389676n,
    second: 550171362161912239n,
    five: 'e18d8a6638',
    third: 5185619287625335803n,
    twelve: '4cf02d1dd9497f869a269722',
    afterTwoThousand: 8579009342491310769n,
    sha256: 'c3b494744f7c663e2427895abb6da4bd3ebdaa478d6b0b7e2209a46e1a664f66',
  },
  {
    seed: 9223372036854775806n,
    first: 8717895732742165505n,
    second: 2259404117704393152n,
    five: '73c86e4ff9',
    third: 501233450539197794n,
    twelve: '5ff64a2d0b75fb180daf48a7',
    afterTwoThousand: 6798786831836028289n,
    sha256: 'b958f7aac2f4ab29c05d6e7c74ff77621323fbb478f4f9a285d15c917a94607e',
  },
];

test.each(answersOfGo)('seed $seed gives what Go gives', (expected) => {
  const random = goRandom(expected.seed);
  const first = random.int63();
  const second = random.int63();
  const five = bytesOf(random.fill.bind(random), 5);
  const third = random.int63();
  const twelve = bytesOf(random.fill.bind(random), 12);
  for (let skipped = 0; skipped < 2000; skipped++) random.int63();
  const afterTwoThousand = random.int63();
  const fresh = goRandom(expected.seed);
  const many = new Uint8Array(20_000);
  fresh.fill(many);
  const sha256 = createHash('sha256').update(many).digest('hex');
  expect({ seed: expected.seed, first, second, five, third, twelve, afterTwoThousand, sha256 }).toEqual(expected);
});

const seeds = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });

test('the same seed gives the same bytes, however the calls cut them', () => {
  fc.assert(
    fc.property(seeds, fc.array(fc.nat(40), { maxLength: 20 }), (seed, cuts) => {
      const whole = goRandom(seed);
      const pieces = goRandom(seed);
      const length = cuts.reduce((sum, cut) => sum + cut, 0);
      const expected = bytesOf(whole.fill.bind(whole), length);
      expect(cuts.map((cut) => bytesOf(pieces.fill.bind(pieces), cut)).join('')).toBe(expected);
    }),
  );
});

test('numbers lie between 0 and 2^63 - 1 for every seed', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const random = goRandom(seed);
      for (let count = 0; count < 20; count++) {
        const number = random.int63();
        expect(number >= 0n && number < 2n ** 63n).toBe(true);
      }
    }),
  );
});

test('seeds that differ by 2^31 - 1 give the same stream, as in Go', () => {
  expect(goRandom(42n + 2n ** 31n - 1n).int63()).toBe(goRandom(42n).int63());
});

test.each([2n ** 63n, -(2n ** 63n) - 1n, 2n ** 64n])('rejects the seed %s', (seed) => {
  expect(() => goRandom(seed)).toThrow(
    new Fault('random/seed', `the seed ${seed} does not fit a signed 64-bit number`, {
      hint: 'use a seed from -9223372036854775808 to 9223372036854775807',
    }),
  );
});

function bytesOf(fill: (bytes: Uint8Array) => void, length: number): string {
  const bytes = new Uint8Array(length);
  fill(bytes);
  return Buffer.from(bytes).toString('hex');
}
