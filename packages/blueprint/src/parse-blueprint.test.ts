import { Fault, GiB, MiB, renderLocation } from '@bootwright/core';
import { describe, expect, it } from 'vitest';
import type { TextFormat } from './parse-blueprint.ts';
import { detectFormat, parseBlueprint, validateBlueprint } from './parse-blueprint.ts';

const parse = (text: string, format: TextFormat = 'auto') => parseBlueprint(text, { document: 'blueprint', format });

/** Place, code and message of every fault. */
function faultsOf(text: string, format: TextFormat = 'auto'): readonly string[] {
  try {
    parse(text, format);
    return [];
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    return fault.all().map(({ at, code, message }) => `${renderLocation(at ?? {})} | ${code} | ${message}`);
  }
}

describe('the same blueprint in TOML and in JSON', () => {
  const expected = {
    name: 'demo',
    customizations: {
      kernel: { append: 'quiet' },
      user: [{ name: 'alice', uid: 1000, password: '' }],
      filesystem: [
        { mountpoint: '/', minsize: GiB(10) },
        { mountpoint: '/boot', minsize: MiB(512) },
      ],
      disk: {
        minsize: GiB(20),
        partitions: [
          { type: 'plain', minsize: GiB(1), fs_type: 'swap' },
          { type: 'lvm', minsize: GiB(5), logical_volumes: [{ minsize: 1, mountpoint: '/', fs_type: 'xfs' }] },
        ],
      },
    },
  };

  it.each([
    [
      'TOML with tables',
      `name = "demo"
[customizations.kernel]
append = "quiet"
[[customizations.user]]
name = "alice"
uid = 1000
password = ""
[[customizations.filesystem]]
mountpoint = "/"
minsize = "10 GiB"
[[customizations.filesystem]]
mountpoint = "/boot"
size = 536_870_912
[customizations.disk]
minsize = "20GiB"
[[customizations.disk.partitions]]
minsize = "1 GiB"
fs_type = "swap"
mountpoint = ""
[[customizations.disk.partitions]]
type = "lvm"
minsize = "5 GiB"
[[customizations.disk.partitions.logical_volumes]]
minsize = 1
mountpoint = "/"
fs_type = "xfs"
`,
    ],
    [
      'TOML with dotted keys and inline tables',
      `name = 'demo'
customizations.kernel.append = 'quiet'
customizations.user = [{ name = 'alice', uid = 0x3e8, password = '' }]
customizations.filesystem = [
  { mountpoint = '/', minsize = '10 GiB' },
  { mountpoint = '/boot', minsize = '512 MiB' },
]
customizations.disk = { minsize = '20 GiB', partitions = [
  { type = '', minsize = '1 GiB', fs_type = 'swap' },
  { type = 'lvm', minsize = '5 GiB', logical_volumes = [{ minsize = 1, mountpoint = '/', fs_type = 'xfs' }] },
] }
`,
    ],
    [
      'JSON, with keys that are null',
      `{"name": "demo", "packages": null, "distro": "", "customizations": {
        "kernel": {"append": "quiet", "name": ""},
        "user": [{"name": "alice", "uid": 1000, "password": ""}],
        "filesystem": [{"mountpoint": "/", "minsize": "10 GiB"}, {"mountpoint": "/boot", "minsize": 536870912}],
        "disk": {"minsize": "20 GiB", "sector_size": 0, "partitions": [
          {"minsize": "1 GiB", "fs_type": "swap"},
          {"type": "lvm", "minsize": "5 GiB", "logical_volumes": [{"minsize": 1, "mountpoint": "/", "fs_type": "xfs"}]}
        ]}}}`,
    ],
  ])('%s', (_, text) => {
    expect(parse(text)).toEqual(expected);
    expect(parse(`\uFEFF${text.replaceAll('\n', '\r\n')}`)).toEqual(expected);
  });
});

it('takes the wrapper of older tools', () => {
  expect(parse('{"blueprint": {"name": "x"}}')).toEqual({ name: 'x' });
});

it.each([
  ['an empty text', '', 'toml'],
  ['TOML', 'name = "x"', 'toml'],
  ['a TOML table', '[customizations]', 'toml'],
  ['JSON behind blanks', ' \n{"name": "x"}', 'json'],
] as const)('detects %s', (_, text, format) => {
  expect(detectFormat(text)).toBe(format);
});

it.each([
  [
    'a misspelt key',
    '[customizations]\nhostnam = "x"\n',
    ['blueprint:2:1: customizations.hostnam | blueprint/unknown-key | unknown key "hostnam" in customizations'],
  ],
  [
    'a misspelt required key',
    '[[customizations.user]]\nnam = "x"\n',
    ['blueprint:2:1: customizations.user[0].nam | blueprint/unknown-key | unknown key "nam" in a user'],
  ],
  [
    'a missing key',
    '[[customizations.group]]\ngid = 1\n',
    ['blueprint:1:1: customizations.group[0] | blueprint/missing | group[0]: a group needs "name"'],
  ],
  [
    'several faults',
    'name = 1\n[customizations]\nfips = "yes"\n[[customizations.user]]\nname = ""\nuid = -1\ngid = 4294967295\n',
    [
      'blueprint:1:1: name | blueprint/type | name must be a string, not the number 1',
      'blueprint:3:1: customizations.fips | blueprint/type | fips must be true or false, not the string "yes"',
      'blueprint:5:1: customizations.user[0].name | blueprint/empty | name must not be empty',
      'blueprint:6:1: customizations.user[0].uid | blueprint/range | uid must be a whole number from 0 to 4294967294, not -1',
      'blueprint:7:1: customizations.user[0].gid | blueprint/range | gid must be a whole number from 0 to 4294967294, not 4294967295',
    ],
  ],
  [
    'a size without a unit that is known',
    'customizations.disk.minsize = "10 G"',
    [
      'blueprint:1:21: customizations.disk.minsize | blueprint/size | minsize: the size "10 G" has the unknown unit "G"',
    ],
  ],
  [
    'a size with a fraction',
    'customizations.disk.minsize = 1.5',
    [
      'blueprint:1:21: customizations.disk.minsize | blueprint/size | minsize: the size 1.5 is not a whole number of bytes',
    ],
  ],
  [
    'a size and its old name',
    '[[customizations.filesystem]]\nmountpoint = "/"\nsize = 1\nminsize = 2\n',
    [
      'blueprint:3:1: customizations.filesystem[0].size | blueprint/duplicate | "size" is an old name of "minsize", and both are given',
    ],
  ],
  [
    'a date for a string',
    '[customizations]\nhostname = 1979-05-27\n',
    ['blueprint:2:1: customizations.hostname | blueprint/type | hostname must be a string, not a date'],
  ],
  [
    'a number too large for a number',
    '[[customizations.user]]\nname = "x"\nuid = 9223372036854775807\n',
    [
      'blueprint:3:1: customizations.user[0].uid | blueprint/range | uid must be a whole number from 0 to 4294967294, not 9223372036854775807',
    ],
  ],
  [
    'a key of another partition type',
    '[[customizations.disk.partitions]]\nminsize = 1\nsubvolumes = []\n',
    [
      'blueprint:3:1: customizations.disk.partitions[0].subvolumes | blueprint/unknown-key | unknown key "subvolumes" in a plain partition',
    ],
  ],
  [
    'an unknown partition type',
    '[[customizations.disk.partitions]]\ntype = "luks"\nminsize = 1\n',
    [
      'blueprint:2:1: customizations.disk.partitions[0].type | blueprint/value | type must be "plain", "lvm" or "btrfs", not "luks"',
    ],
  ],
  [
    'a script without a type',
    '[[customizations.firstboot.scripts]]\ncontents = "x"\n',
    ['blueprint:1:1: customizations.firstboot.scripts[0] | blueprint/missing | scripts[0] needs "type"'],
  ],
  [
    'a list for a table',
    '[[customizations]]\n',
    ['blueprint:1:3: customizations | blueprint/type | customizations must be a table, not a list'],
  ],
  [
    'an owner that is neither name nor number',
    '{"customizations": {"files": [{"path": "/etc/x", "user": true}]}}',
    ['blueprint:1:50: customizations.files[0].user | blueprint/type | user must be a name or a number, not true'],
  ],
  [
    'a file system of size 0 in TOML, which only JSON accepts',
    '[[customizations.filesystem]]\nmountpoint = "/"\nminsize = 0\n',
    ['blueprint:3:1: customizations.filesystem[0].minsize | blueprint/size | minsize must be greater than 0'],
  ],
  ['broken TOML', 'name = \n', ['blueprint:1:8 | blueprint/toml | this is not valid TOML: invalid value']],
  [
    'a TOML string without its end',
    'name = "web\nversion = "1"\n',
    ['blueprint:1:12 | blueprint/toml | this is not valid TOML: the line ends within a string'],
  ],
  [
    'a TOML key given twice',
    'name = "a"\nname = "b"\n',
    ['blueprint:2:1 | blueprint/toml | this is not valid TOML: trying to redefine an already defined table or value'],
  ],
  [
    'broken JSON',
    '{"name": "x",}',
    ['blueprint:1:14 | blueprint/json | this is not valid JSON: a key in double quotes is expected here'],
  ],
  [
    'JSON with more behind it',
    '{"name": "x"} {}',
    ['blueprint:1:15 | blueprint/json | this is not valid JSON: there is more text after the value'],
  ],
  [
    'JSON with comments',
    '{ // mine\n}',
    [
      'blueprint:1:3 | blueprint/json | this is not valid JSON: a key in double quotes or a closing brace is expected here',
    ],
  ],
  [
    'a JSON key given twice',
    '{"name": "a", "name": "b"}',
    ['blueprint:1:15: name | blueprint/duplicate-key | the key "name" is given twice'],
  ],
  [
    'a key next to the wrapper',
    '{"blueprint": {}, "name": "x"}',
    ['blueprint:1:2: blueprint | blueprint/unknown-key | unknown key "blueprint" in a blueprint'],
  ],
  [
    'an unpaired surrogate',
    '{"name": "\\ud800"}',
    ['blueprint:1:2: name | blueprint/text | name contains an unpaired surrogate (invalid Unicode)'],
  ],
  [
    'the key that would change prototypes',
    '{"customizations": {"__proto__": {"fips": true}, "constructor": {}}}',
    [
      'blueprint:1:21: customizations.__proto__ | blueprint/unknown-key | unknown key "__proto__" in customizations',
      'blueprint:1:50: customizations.constructor | blueprint/unknown-key | unknown key "constructor" in customizations',
    ],
  ],
])('names %s with its place', (_, text, expected) => {
  expect(faultsOf(text)).toEqual(expected);
});

it('names what else a text could have been', () => {
  const hintOf = (text: string) => validateBlueprint(text, { document: 'blueprint' })[0]?.hint;
  expect(hintOf('customizations:\n  user: []\n')).toBe('blueprints are TOML or JSON, not YAML');
  expect(hintOf('name = \n')).toBe('see toml.io for the format; JSON begins with a brace');
});

it('checks the parts that could be parsed as well', () => {
  const text = '[customizations]\nhostnam = "x"\n[[customizations.directories]]\npath = "/usr/x"\n';
  const places = validateBlueprint(text, { document: 'blueprint', file: 'config.toml' }).map(({ at }) =>
    renderLocation(at ?? {}),
  );
  expect(places).toEqual([
    'config.toml:2:1: customizations.hostnam',
    'config.toml:4:1: customizations.directories[0].path',
  ]);
});

it('finds nothing wrong with a sound blueprint', () => {
  expect(validateBlueprint('[[customizations.user]]\nname = "alice"\n', { document: 'blueprint' })).toEqual([]);
});

it.each([
  ['user', 'ssh_key', 'key'],
  ['user', 'sshAuthorizedKeys', 'key'],
  ['user', 'passwordHash', 'password'],
  ['user', 'nam', 'name'],
  ['sshkey', 'name', 'user'],
])('the key that an entry of %s calls %s is %s', (list, given, meant) => {
  const faults = validateBlueprint(`{"customizations": {"${list}": [{"${given}": "x"}]}}`, { document: 'blueprint' });
  expect(faults.filter(({ code }) => code === 'blueprint/unknown-key').map(({ hint }) => hint)).toEqual([
    `did you mean "${meant}"?`,
  ]);
});
