import type { Draw } from '../fresh-requests/draw.ts';

const types = [
  '"xfs"',
  '"ext4"',
  '"btrfs"',
  '"XFS"',
  '"xfs "',
  '""',
  '1',
  '{xfs={}}',
  '{xfs=1}',
  '["xfs"]',
  "'xfs'",
  '"""xfs"""',
] as const;
const strings = [
  '"a"',
  "'b'",
  '""',
  '"é"',
  '"\\u0001\\n\\"\\\\/"',
  '"\\e\\x41"',
  '"""m\n"""',
  '1',
  'true',
  '["a"]',
  '"a\\tb"',
  '"\\ud800"',
] as const;
const booleans = ['true', 'false', '"true"', '1', 'True'] as const;
const lists = ['["a"]', '[]', '["a b", "c"]', '["a",]', '"a"', '[1]', '[["a"]]', '["x", # c\n "y"]'] as const;
const tables = [
  '{}',
  '[]',
  '[["xfs"]]',
  '[{type="xfs"}]',
  '1979-05-27',
  '1',
  'true',
  '{root={}}',
  '{root={type="xfs"}}',
  '{root={type="xfs"},}',
  '{other={}}',
] as const;
/** Of keys that bootc does not know, where it allows them. */
const values = [
  '1',
  '0x1F',
  '0o17',
  '0b1',
  '1_000',
  '9223372036854775807',
  '9223372036854775808',
  '-9223372036854775808',
  '1e3',
  '1e400',
  '-0.0',
  'inf',
  'nan',
  '1.',
  '.5',
  '01',
  '1979-05-27T07:32:00Z',
  '1979-05-27 07:32',
  '1979-05-27T07:32:00.123456789012+01:30',
  '1979-02-30',
  '1900-02-29',
  '2000-02-29',
  '24:00:00',
  '23:59:60',
  '07:32',
  '{a={b=1}}',
  '{a=1,a=2}',
  '[1,"a",{}]',
  '"a"',
  "'''x'''",
  '"\\U0010ffff"',
  '"\\x7f"',
  '"a\u0000"',
  '"\u007f"',
  '1__0',
  '+1',
  '+nan',
  '1979-13-01',
  '2024-01-01T00:00:00+24:00',
  '"\\q"',
  '{\n a=1\n}',
  '{a=1 # c\n}',
] as const;

/** The text of one drop-in: mostly sound, with the forms that TOML and serde allow. */
export function drawConfiguration(draw: Draw): string {
  const pick = (common: string, others: readonly [string, ...string[]]): string =>
    draw.chance(0.7) ? common : draw.pick(others);
  const fields = draw.some(0.16, {
    'root-fs-type': () => pick('"xfs"', types),
    block: () =>
      pick('["direct"]', [
        '["tpm2-luks"]',
        '["direct", "tpm2-luks"]',
        '[]',
        '"direct"',
        '[{direct={}}]',
        '["x"]',
        '[1]',
      ]),
    'filesystem.root.type': () => pick('"ext4"', types),
    filesystem: () => pick('{root={type="btrfs"}}', tables),
    kargs: () => pick('["a", "b c"]', lists),
    'karg-deletes': () => pick('["a"]', lists),
    'match-architectures': () => pick('["x86_64"]', ['["amd64"]', '[]', '["aarch64", "x86_64"]', '"x86_64"', '[1]']),
    stateroot: () => pick('"default"', strings),
    'root-mount-spec': () => pick('"LABEL=r"', strings),
    'boot-mount-spec': () => pick('""', strings),
    'ostree.bls-append-except-default': () => pick('"grub"', strings),
    ostree: () => pick('{}', tables),
    'ostree.x': () => draw.pick(values),
    'bootupd.skip-boot-uuid': () => pick('true', booleans),
    bootupd: () => pick('{}', tables),
    bootloader: () =>
      pick('"grub"', [
        '"systemd"',
        '"none"',
        '"grub-cc"',
        '"Grub"',
        '{grub={}}',
        '{none=[]}',
        '{grub={},none={}}',
        '1',
      ]),
    'discoverable-partitions': () => pick('true', booleans),
    'enforce-container-sigpolicy': () => pick('true', booleans),
    '"quoted-unknown"': () => '1',
    unknown: () => draw.pick(values),
  });
  const keys = Object.entries(fields).filter(([key]) => !/unknown/.test(key) || draw.chance(0.1));
  const form = draw.int(10);
  const newline = draw.chance(0.1) ? '\r\n' : '\n';
  const lines = keys.map(([key, value]) => `${key}${draw.pick(['=', ' = '] as const)}${String(value)}`);
  const text =
    form === 0
      ? keys.map(([key, value]) => `install.${key} = ${String(value)}`).join(newline)
      : form === 1
        ? `install = { ${lines.join(', ')} }`
        : ['[install]', ...lines].join(newline);
  if (draw.chance(0.02))
    return draw.pick([
      '',
      '[install',
      '[other]\n',
      'install = 1\n',
      '[[install]]\n',
      '[install]\n[install]\n',
      'x',
      '\ufeff\ufeff',
    ] as const);
  return `${draw.chance(0.03) ? draw.pick(['\ufeff', '\ufeff\ufeff', '\u0085', '\u00a0', '# \u0001\n', '\0'] as const) : ''}${text}${newline}`;
}
