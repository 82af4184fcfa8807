/** A JSON Schema, or a part of one. */
type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: 'string' };
const flag: Schema = { type: 'boolean' };
const count: Schema = { type: 'integer', minimum: 0 };

const size: Schema = {
  anyOf: [count, { type: 'string', pattern: '^\\s*\\d+(\\.\\d+)?\\s*(kB|KiB|MB|MiB|GB|GiB|TB|TiB)?\\s*$' }],
  examples: ['10 GiB', 1073741824],
};

const reference = (name: string): Schema => ({ $ref: `#/$defs/${name}` });

const closed = (properties: Readonly<Record<string, Schema>>): Schema => ({
  type: 'object',
  properties,
  additionalProperties: false,
});

const listOf = (items: Schema): Schema => ({ type: 'array', items });

const payloads = ['filesystem', 'btrfs', 'lvm', 'luks', 'swap', 'raw'] as const;

/** What holds a payload says its type beside it; each type has a schema of its own. */
const holder = (properties: Readonly<Record<string, Schema>>): Schema => ({
  ...closed({ ...properties, payload_type: { enum: ['', ...payloads] }, payload: { type: 'object' } }),
  dependentRequired: { payload: ['payload_type'] },
  allOf: payloads.map((type) => ({
    if: { properties: { payload_type: { const: type } }, required: ['payload_type'] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { properties: { payload: reference(type) }, required: ['payload'] },
  })),
});

const identity = { uuid: text, label: text };

const definitions: Readonly<Record<string, Schema>> = {
  table: closed({
    size,
    uuid: text,
    type: { enum: ['gpt', 'dos', ''] },
    partitions: listOf(reference('partition')),
    grain_size: { ...size, description: 'What starts and sizes are multiples of; 1 MiB by default' },
    sector_size: { ...count, description: 'Bytes in a sector; 512 by default' },
    extra_padding: { ...count, description: 'Bytes kept free at the end of the disk' },
    start_offset: size,
    absolute_start_offset: flag,
    policy: closed({
      ensure_xbootldr: { ...flag, description: 'Whether a /boot partition may be added' },
      grow_root_to_fill_disk: { ...flag, description: 'Whether the root takes what is left of the disk' },
    }),
  }),
  partition: holder({
    ...identity,
    start: count,
    size,
    type: { ...text, description: 'A type GUID (gpt) or two hexadecimal digits (dos)' },
    bootable: flag,
    attrs: { ...listOf(count), description: 'GPT attribute bits' },
  }),
  filesystem: closed({
    ...identity,
    type: { ...text, description: 'ext4, xfs, btrfs or vfat' },
    mountpoint: text,
    fstab_options: text,
    fstab_freq: count,
    fstab_passno: count,
    mkfs_options: closed({
      verity: flag,
      geometry: closed({ heads: count, sectors_per_track: count }),
      agcount: count,
    }),
  }),
  btrfs: closed({
    ...identity,
    mountpoint: text,
    subvolumes: listOf({
      ...closed({
        name: text,
        size,
        mountpoint: text,
        group_id: count,
        compress: { ...text, examples: ['zstd:1'] },
        read_only: flag,
        uuid: text,
      }),
      required: ['name'],
    }),
  }),
  lvm: closed({ name: text, description: text, logical_volumes: listOf(holder({ name: text, size })) }),
  luks: holder({
    ...identity,
    passphrase: text,
    cipher: text,
    subsystem: text,
    sector_size: count,
    pbkdf: closed({ iterations: count, memory: { ...count, description: 'In KiB' }, parallelism: count }),
    clevis: closed({ pin: text, policy: text, remove_passphrase: flag }),
  }),
  swap: closed({ uuid: text, label: text, fstaboptions: text, UUID: text, Label: text, FSTabOptions: text }),
  raw: closed({ source_path: text }),
};

/** JSON Schema (2020-12) of a container's disk.yaml, as `parseDiskDefinition` reads it. */
export function diskDefinitionJsonSchema(): Schema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'disk.yaml of a bootable container',
    ...closed({ mount_configuration: { enum: ['fstab', 'units', 'none'] }, partition_table: reference('table') }),
    patternProperties: { '^\\.': { description: 'Holds anchors' } },
    $defs: definitions,
  };
}
