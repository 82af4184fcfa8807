import { expect, test } from 'vitest';
import { parseBlueprint, parseBlueprintValue } from '../index.ts';
import { encodeBlueprint } from './encode-blueprint.ts';

const blueprint = parseBlueprintValue(
  {
    name: 'web',
    packages: [{ name: 'vim' }],
    customizations: {
      hostname: 'web-1',
      fips: false,
      user: [{ name: 'ann "x"', password: "a'\\b\n", groups: [], uid: 1000 }],
      files: [{ path: '/etc/motd', data: 'first\n\t"""second\u0000\u007f\n', user: 0 }],
      filesystem: [{ mountpoint: '/', minsize: '10 GiB' }],
      disk: {
        minsize: 20_000_000_001,
        partitions: [
          { minsize: 0, fs_type: 'swap' },
          { type: 'lvm', minsize: '1 TiB', logical_volumes: [{ minsize: 1025, mountpoint: '/', fs_type: 'xfs' }] },
        ],
      },
      repositories: [{ id: 'a', baseurls: ['https://repo.example.com'], priority: -1 }],
    },
  },
  {},
);

test.each(['toml', 'json'] as const)('%s is read back as the same blueprint', (format) => {
  const text = encodeBlueprint(blueprint, format);
  expect(parseBlueprint(text, { document: 'blueprint', format })).toEqual(blueprint);
});

test('a text is what a person would write', () => {
  const { name, customizations: { hostname, user, filesystem } = {} } = parseBlueprint(
    'name = "web"\n[customizations]\nhostname = "w"\n[[customizations.user]]\nname = "ann"\ngroups = ["wheel"]\n[[customizations.filesystem]]\nmountpoint = "/"\nsize = 10737418240\n',
    { document: 'blueprint' },
  );
  expect(encodeBlueprint(Object({ name, customizations: { hostname, user, filesystem } }), 'toml')).toBe(`name = "web"

[customizations]
hostname = "w"

[[customizations.user]]
name = "ann"
groups = [ "wheel" ]

[[customizations.filesystem]]
mountpoint = "/"
minsize = "10 GiB"
`);
});
