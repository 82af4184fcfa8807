import { createPublicKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../../../core/testing/outcome.ts';
import { peFile, type WrittenSection } from '../../testing/portable-executable.ts';
import { comparePolicies } from './compare-policies.ts';
import { measureImage } from './measure-image.ts';
import { pcrPolicy } from './pcr-signature.ts';

/** Contents of which systemd-measure 257 was asked; its options --dtbauto and --hwids name the section of each other. */
const contents: Readonly<Record<string, string>> = {
  '.linux': 'kernel',
  '.osrel': 'ID=x\n',
  '.cmdline': 'rw composefs=abc',
  '.initrd': 'initrdbytes',
  '.uname': '6.12',
  '.sbat': 'sbat,1\n',
  '.pcrpkey': 'pk',
  '.profile': 'ID=main',
  '.ucode': 'ucode',
  '.splash': 'splash',
  '.dtb': 'dtb',
  '.hwids': 'hw',
};
const section = (name: string, content = contents[name] ?? ''): WrittenSection => ({ name, content });
const measured = (sections: readonly WrittenSection[]) => {
  const file = peFile(sections);
  return measureImage((offset, length) => file.subarray(offset, offset + length), file.length);
};
const named = (...names: readonly string[]) => measured(names.map((name) => section(name)));
const atStart = (...names: readonly string[]) => named(...names).profiles[0]?.pcr11.sha256['enter-initrd'];

test('PCR 11 of an image is what systemd-measure calculates', () => {
  expect(named('.initrd', '.linux', '.osrel', '.cmdline', '.uname', '.sbat').profiles[0]?.pcr11).toEqual({
    sha256: {
      'enter-initrd': 'd84511f8f53a55db13a245c07305c2efc61c874519c347defc1c1bc8e16d98d3',
      'enter-initrd:leave-initrd': 'a11df2585d965cb6ac73fdbe30d1c3161ce1ab50e3d7d578fa3b4de8cc0e4f54',
      'enter-initrd:leave-initrd:sysinit': '1958dc7219191007a31046bbb752dfb5c8809825e4c92a3b374ebf66875591e8',
      'enter-initrd:leave-initrd:sysinit:ready': 'f161371bce035973e1329db4fc8a150ec734e046b7b437607604d3119f975912',
    },
    sha384: {
      'enter-initrd':
        'ff036817b9ff6d4fff987854f94cacd4878fee344caabf64128ccd46cfc2f40e961941a8d3fbdbd0eb38c530c9d13381',
      'enter-initrd:leave-initrd':
        '6443d79aff9623a51e6d2d9dc34f3220d74b3f4d5dfe424c97c3ed541cf9dfc087932b6121cb0a887eb2c933e60f4666',
      'enter-initrd:leave-initrd:sysinit':
        '92b2567a398c735dce104e42413816f8f00dad678a131e061638088c022c5ca57b9981d76724b05e0f2bb8a9a8c64dfb',
      'enter-initrd:leave-initrd:sysinit:ready':
        'f96757be7bcb61db45253d41a02e05d72a3cd7e7a1f5dbcc33395f16a4bc309b52fea91976b9905ac2c6e771361fa1e5',
    },
  });
});

test('sections are measured in one order, wherever they are in the file', () => {
  const names = Object.keys(contents).filter((name) => name !== '.profile');
  expect(atStart(...names.toReversed(), '.profile')).toBe(
    '2ec78d2940345520a9b761a2152b230cce43c447a42d3c6aed307332aa68f746',
  );
  expect(atStart('.pcrpkey', '.sbat', '.linux', '.profile')).toBe(
    '43d14bd018b8600c57b8242d892943e93b18ebf34fb5c94911c141a2f0d63348',
  );
});

describe('what counts of the sections of an image', () => {
  const value = (...sections: readonly WrittenSection[]) =>
    measured(sections).profiles[0]?.pcr11.sha256['enter-initrd'];
  const linux = section('.linux');

  test('the first of a name, and none without bytes', () => {
    expect(value(linux, section('.cmdline'), section('.cmdline', 'other'))).toBe(value(linux, section('.cmdline')));
    expect(value(linux, section('.cmdline', ''))).toBe(value(linux));
  });

  test('zeros of a section that has more bytes in memory than in the file', () => {
    expect(value(linux, { name: '.initrd', content: 'a', virtualSize: 4 })).toBe(
      value(linux, section('.initrd', 'a\0\0\0')),
    );
  });

  test('padding of the file does not count', () => {
    expect(value(linux, { name: '.initrd', content: 'a\0\0\0', virtualSize: 1 })).toBe(
      value(linux, section('.initrd', 'a')),
    );
  });

  test('each profile has its own sections in the place of those of the image', () => {
    const image = measured([
      linux,
      section('.cmdline', 'a'),
      section('.profile', 'ID=one'),
      section('.profile', 'ID=two'),
      section('.cmdline', 'b'),
    ]);
    expect(image.profiles.map(({ number }) => number)).toEqual([0, 1]);
    expect(image.profiles.map(({ pcr11 }) => pcr11.sha256['enter-initrd'])).toEqual([
      value(linux, section('.cmdline', 'a'), section('.profile', 'ID=one')),
      value(linux, section('.cmdline', 'b'), section('.profile', 'ID=two')),
    ]);
  });

  test('a devicetree that fits some machines makes the values inexact', () => {
    expect(measured([linux, section('.dtbauto', 'tree')]).doubts).toEqual([
      'its section .dtbauto counts on machines that it fits, and is measured on these alone',
    ]);
  });
});

describe('the stub of an image', () => {
  const stubbed = (version: string, ...more: readonly WrittenSection[]) =>
    measured([
      section('.linux'),
      section('.uname'),
      section('.sdmagic', `#### LoaderInfo: systemd-stub ${version} ####\0`),
      ...more,
    ]);

  test('is known by its mark, the machine and the kernel release', () => {
    expect(stubbed('257.13-1~deb13u1').stub).toEqual({
      version: 257,
      machine: 0x8664,
      release: new Uint8Array(Buffer.from('6.12')),
    });
    expect(named('.linux').stub).toEqual({ machine: 0x8664 });
  });

  test('makes the values inexact where it is too old to measure a section', () => {
    expect(stubbed('256', section('.ucode'), section('.profile')).doubts).toEqual([
      'its section .profile is measured since systemd-stub 257, and its own is 256',
    ]);
    expect(stubbed('257', section('.profile'), section('.hwids')).doubts).toEqual([]);
  });
});

test('an image that firmware does not load as it is in the file has no exact values', () => {
  expect(
    measured([
      { ...section('.linux'), address: 0x3000 },
      { ...section('.cmdline'), address: 0x3001 },
    ]).doubts,
  ).toEqual(['firmware does not load its sections as they are in the file']);
});

test('an image that firmware loads nothing of has no exact values', () => {
  const file = peFile([section('.linux')], undefined, { optionalSize: 80 });
  expect(measureImage((offset, length) => file.subarray(offset, offset + length), file.length).doubts).toEqual([
    'firmware does not load its sections as they are in the file',
  ]);
});

describe('what cannot be measured', () => {
  test.each<[string, readonly WrittenSection[], string]>([
    ['no kernel', [section('.cmdline')], 'it has no kernel (.linux), so that nothing measures it'],
    [
      'a section of four gigabytes in memory',
      [{ ...section('.linux'), virtualSize: 0xffff0000 }],
      'its sections are larger in memory than the whole file',
    ],
    [
      'bytes that several sections share',
      [
        section('.linux', 'x'.repeat(4000)),
        { name: '.initrd', content: '', offset: 0, rawSize: 4000, virtualSize: 4000 },
      ],
      'its sections overlap in the file, or extend beyond its end',
    ],
    [
      'more profiles than a stub lists',
      [section('.linux'), ...Array.from({ length: 65 }, () => section('.profile'))],
      'it has more than 64 profiles',
    ],
  ])('%s', (_, sections, message) => {
    expect(outcomeOf(() => measured(sections))).toEqual({ fault: 'inspect/pe', message });
  });
});

// Signed by systemd-measure 257, of an image with the sections .linux, .cmdline and .pcrpkey.
const publicKey = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA3PxuPQX1X6gmDcBAd2wN
COzKBbPvNXHvXhMaZ0lyrwVsnfdnD9nazSJo7IDpndYEMfkKPw7slIqPZlZLirv6
8qoKpKDadq+KnjQztjcZ/YdrcKMH34jSL6DbpKp0c2vg9tnhaxOCT5gSCFC2uPP1
elPkY3pLyEtJSLGvpzc6oc1FSH0VSKKD/SFO62PMcLBDEZYJGicnuGC8xYYC/Y61
b62MgU6N4JPZHb0ZnBggtTYl3vPCu/MmDo33uMoFvmxMfopMwz69mHltKraD+alQ
t8XdLapnPHObfR90SDeqf6x9f9NgV1Awg7oxhjh23jWkYMNGdge8yG85RSkCUrj9
HwIDAQAB
-----END PUBLIC KEY-----`;
const signed = {
  sha256: [
    {
      pcrs: [11],
      pkfp: '85dbc7555c45e27346af95a9e0c660dac341746018088ef01fd002b4d5c5740d',
      pol: '252cacdd3683f169e85477efc267b44b4532d6617cd65554c8e6dd0f4e269403',
      sig: 'iTjj5pLdbDMsvVMcJ+EAfImL0whAeugVnNA7Z/g8YehIWjcY2vUtE3wG1R14OKY8/S69MbM/eSwy9xeI5cbFG1y4UTq8YBylmIMoujr5SM8Yy6+li6k4/9iNzBfGG+SXIIP4A90eX+5J5e26cILLOslOZPoXfy6At+K6n6+HhIUSQpTmv+iZG4B3bQiH5LgHFeStGLuFrlSXcHVMLo8BUIgobVtWsEBxjDYpQGdheI3ae2TWr8B601ijH+JhzeNdkoCBK3lS6eR0jtyR04B9EA4PFuWE6ojM4VOEe3XtqpISSiAAXuiKoCeAgPJQFicrk+t5ggobYxpmzElZCVlHEQ==',
    },
  ],
  sha384: [
    {
      pcrs: [11],
      pkfp: '85dbc7555c45e27346af95a9e0c660dac341746018088ef01fd002b4d5c5740d',
      pol: '3fd70bbdd25112de680b7a996514d9d0b10bba6cbeb7b984708d4a4c46fd4159',
      sig: 'E7q4ATwOhs6f0ukZSlRYFBLEy7Fd9vG5lSErg7PgY9PUBilJm8zMPU2y5pmDCd+hpj8JUYGKlbDGJH0eUO7E7deUYw+qoYND2r3/jNCKcNfpIX+vd42b+droNRIUwJtKXv0bDsEsMDpfqWcg26g5F3V4VAZPZrudu/Y+XpCUKkp8kkLrTRIeufmkgDrbbr0Wxfa/rJm7J1jOWjTc9CZKWO7PNI5C6O/NJAhtAHTy5CblryUVZ8iKvrHEKme7i3zFs48ZjEy2UbE/9qT8U6UPUCsczbwG0b3ucGii061nudvfHDK9ud881+aWPoapuG53qC351H4dsX1E4I0/aE18WA==',
    },
  ],
};

describe('signed policies', () => {
  const image = (signatures: unknown, key = publicKey, line = 'rw composefs=abc') =>
    measured([
      section('.linux'),
      section('.cmdline', line),
      section('.pcrpkey', key),
      section('.pcrsig', JSON.stringify(signatures)),
    ]);
  const verdicts = (...given: Parameters<typeof image>) =>
    image(...given).profiles[0]?.signatures.map(({ bank, phase, valid, why }) => ({ bank, phase, valid, why }));
  const {
    sha256: [first],
    sha384: [last],
  } = signed;

  test('hold at the phases for which they were signed', () => {
    expect(verdicts(signed)).toEqual([
      { bank: 'sha256', phase: 'enter-initrd', valid: true, why: undefined },
      { bank: 'sha384', phase: 'enter-initrd:leave-initrd:sysinit:ready', valid: true, why: undefined },
    ]);
  });

  test.each<[string, Parameters<typeof image>, string]>([
    ['of another command line', [{ sha256: [first] }, publicKey, 'rw'], 'the image leads to no phase with its policy'],
    ['of another bank', [{ sha384: [first] }], 'the image leads to no phase with its policy'],
    [
      'with another signature',
      [{ sha256: [{ ...first, sig: last?.sig }] }],
      'it was not made with the key of the image (.pcrpkey)',
    ],
    [
      'of another key',
      [{ sha256: [{ ...first, pkfp: '00' }] }],
      'it names another public key than that of the image (.pcrpkey)',
    ],
    ['of more registers', [{ sha256: [{ ...first, pcrs: [7, 11] }] }], 'it is for other registers than PCR 11 alone'],
  ])('%s do not hold', (_, given, why) => {
    expect(verdicts(...given)).toMatchObject([{ valid: false, why }]);
  });

  test.each<[string, string, string]>([
    ['no JSON', '{', 'the PCR signatures (.pcrsig) are not valid JSON'],
    [
      'an entry without a policy',
      '{"sha256": [{"pcrs": [11]}]}',
      'a PCR signature (.pcrsig) lacks "pcrs", "pkfp", "pol" or "sig"',
    ],
    [
      'a register that is not a number',
      '{"sha256": [{"pcrs": [11, "7"], "pkfp": "", "pol": "", "sig": ""}]}',
      'a PCR signature (.pcrsig) lacks "pcrs", "pkfp", "pol" or "sig"',
    ],
    [
      'thousands of entries',
      JSON.stringify({ sha256: Array(1025).fill({}) }),
      'there are more than 1024 PCR signatures',
    ],
  ])('%s are a fault', (_, text, message) => {
    expect(outcomeOf(() => measured([section('.linux'), section('.pcrsig', text)]))).toEqual({
      fault: 'uki/pcr-signature',
      message,
    });
  });

  test('of a key that no TPM takes do not hold, and are not verified with it', () => {
    // A modulus of 16,384 bits, and an exponent of 64: a signature costs milliseconds.
    const modulus = Buffer.from([0, ...Array<number>(2048).fill(0xff)]).toString('base64url');
    const key = createPublicKey({ key: { kty: 'RSA', n: modulus, e: '__________8' }, format: 'jwk' });
    const pem = String(key.export({ type: 'spki', format: 'pem' }));
    const leading = image({}, pem).profiles[0]?.pcr11.sha256['enter-initrd'] ?? '';
    const pol = pcrPolicy('sha256', Buffer.from(leading, 'hex'));
    expect(verdicts({ sha256: Array(1000).fill({ ...first, pol }) }, pem)?.[999]).toEqual({
      ...{ bank: 'sha256', phase: 'enter-initrd', valid: false },
      why: 'the public key of the image (.pcrpkey) is larger than those that TPMs take',
    });
  });

  test('that profiles share count for each of them', () => {
    const shared = section('.pcrsig', JSON.stringify({ sha256: Array(1000).fill(first) }));
    const profiles = Array.from({ length: 5 }, () => section('.profile'));
    expect(outcomeOf(() => measured([section('.linux'), shared, ...profiles]))).toEqual({
      fault: 'uki/pcr-signature',
      message: 'its profiles have more than 4096 PCR signatures',
    });
  });

  test('an update keeps those of the key, and breaks those of the value', () => {
    const before = image(signed);
    expect(comparePolicies(before, image(signed))).toEqual([
      { policy: 'value of PCR 11', opens: true, why: 'since all measured sections are the same' },
      { policy: 'signed PCR 11', opens: true, why: 'since the same key signs the values of both' },
    ]);
    expect(comparePolicies(before, image(signed, publicKey, 'ro'))).toEqual([
      { policy: 'value of PCR 11', opens: false, why: 'since these sections differ: .cmdline' },
      {
        policy: 'signed PCR 11',
        opens: false,
        why: 'since it has no valid signature for sha256 enter-initrd, sha384 enter-initrd:leave-initrd:sysinit:ready',
      },
    ]);
    expect(comparePolicies(before, image(signed, 'pk'))).toMatchObject([
      { opens: false },
      { opens: false, why: 'since the image has another public key (.pcrpkey)' },
    ]);
    const tree = (content: string) =>
      measured([section('.linux'), section('.dtbauto', 'one'), section('.dtbauto', content)]);
    expect(comparePolicies(tree('two'), tree('two'))).toMatchObject([{ opens: true }]);
    expect(comparePolicies(tree('two'), tree('three'))).toEqual([
      {
        policy: 'value of PCR 11',
        opens: false,
        why: 'since these sections differ, on machines that they fit: .dtbauto',
      },
    ]);
    expect(comparePolicies(named('.linux'), named('.linux', '.cmdline'))).toEqual([
      { policy: 'value of PCR 11', opens: false, why: 'since these sections differ: .cmdline' },
    ]);
  });
});
