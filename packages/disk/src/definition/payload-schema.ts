import { bytes, defined } from '@bootwright/core';
import {
  converted,
  defaulted,
  filled,
  filledSize,
  type Infer,
  integer,
  isZeroSize,
  list,
  noted,
  optional,
  record,
  renamed,
  required,
  type Schema,
  size,
  text,
  variant,
  word,
} from '@bootwright/core/schemas';
import * as z from 'zod/mini';
import type { LogicalVolume, Luks, Payload } from '../table/partition-table.ts';

// What partitions, logical volumes and encrypted containers hold. Zero values (`''`, 0, false) say the same as leaving a
// key out, as in osbuild/image-builder.

export const optionalText = (description?: string) => filled(text(), description);
export const count = (description?: string) => filled(integer(0), description);
export const flag = (description?: string) => filled(z.boolean(), description);
export const diskSize = (description?: string) => filledSize(description, 'size');
/** A size that is 0 where it is left out. */
export const sizeOrNone = () => noted(defaulted(size('size'), bytes(0)), { isZero: isZeroSize });

const textOrNone = (description?: string) => defaulted(text(), '', description);
const identity = { uuid: optionalText(), label: optionalText() };

const geometry = renamed(
  { heads: defaulted(integer(0), 0), sectors_per_track: defaulted(integer(0), 0) },
  { sectors_per_track: 'sectorsPerTrack' },
);

const mkfsOptions = renamed(
  { verity: flag(), geometry: optional(geometry), agcount: count('Allocation groups, of an XFS file system') },
  { agcount: 'allocationGroups' },
);

const filesystem = converted(
  record({
    ...identity,
    type: textOrNone('ext4, xfs, btrfs or vfat'),
    mountpoint: optionalText(),
    fstab_options: optionalText(),
    fstab_freq: count(),
    fstab_passno: count(),
    mkfs_options: optional(mkfsOptions),
  }),
  ({ fstab_options: options, fstab_freq: frequency, fstab_passno: pass, mkfs_options: mkfs, ...others }) => {
    const fstab = defined({ options, frequency, pass });
    return { value: { kind: 'filesystem' as const, ...others, fstab, ...defined({ mkfs }) } };
  },
);

const subvolume = renamed(
  {
    name: noted(required(text().check(z.minLength(1)), 'Such as "root"'), { code: 'subvolume' }),
    size: sizeOrNone(),
    mountpoint: optionalText(),
    group_id: count(),
    compress: optionalText('Such as zstd:1'),
    read_only: flag(),
    uuid: optionalText(),
  },
  { group_id: 'groupId', read_only: 'readOnly' },
  { noun: 'a subvolume' },
);

const btrfs = converted(
  record({ ...identity, mountpoint: optionalText(), subvolumes: defaulted(list(subvolume), []) }),
  (volume) => ({ value: { kind: 'btrfs' as const, ...volume } }),
);

/** The reference knows the options of a swap area in this spelling alone: its fields have no names of their own. */
const swap = converted(
  record({
    ...identity,
    fstaboptions: optionalText(),
    UUID: optionalText(),
    Label: optionalText(),
    FSTabOptions: optionalText(),
  }),
  ({ uuid, label, fstaboptions, UUID, Label, FSTabOptions }) => ({
    value: {
      kind: 'swap' as const,
      ...defined({ uuid: uuid ?? UUID, label: label ?? Label }),
      fstab: defined({ options: fstaboptions ?? FSTabOptions }),
    },
  }),
);

const raw = converted(renamed({ source_path: textOrNone() }, { source_path: 'sourcePath' }), (files) => ({
  value: { kind: 'raw' as const, ...files },
}));

const keyDerivation = record({ iterations: count(), memory: count('In KiB'), parallelism: count() });

const clevis = renamed(
  { pin: optionalText(), policy: optionalText(), remove_passphrase: flag() },
  { remove_passphrase: 'removePassphrase' },
);

const luks: Schema<Luks> = converted(
  z.lazy(() =>
    holder(
      {
        ...identity,
        passphrase: optionalText(),
        cipher: optionalText(),
        subsystem: optionalText(),
        sector_size: count(),
        pbkdf: optional(keyDerivation),
        clevis: optional(clevis),
      },
      { sector_size: 'sectorSize', pbkdf: 'keyDerivation' },
    ),
  ),
  (container) => ({ value: { kind: 'luks', ...container } }),
);

const logicalVolume: Schema<LogicalVolume> = z.lazy(() => holder({ name: textOrNone(), size: sizeOrNone() }, {}));

const lvm = converted(
  renamed(
    { name: textOrNone(), description: optionalText(), logical_volumes: defaulted(list(logicalVolume), []) },
    { logical_volumes: 'logicalVolumes' },
  ),
  (group) => ({ value: { kind: 'lvm' as const, ...group } }),
);

const payloads: readonly (readonly [string, Schema<Payload>])[] = Object.entries({
  filesystem,
  btrfs,
  lvm,
  luks,
  swap,
  raw,
});

const untyped = converted(noted(z.unknown(), { jsonSchema: { not: {} } }), () => ({
  problem: {
    code: 'payload',
    message: () => 'a payload has no payload_type',
    hint: `give one of ${payloads.map(([type]) => type).join(', ')}`,
  },
}));

type Fields = Readonly<Record<string, z.core.$ZodType>>;
type Held<F extends Fields, N extends { readonly [Key in keyof F]?: string }> = Infer<
  ReturnType<typeof renamed<F, N>>
> & { readonly payload?: Payload };

/**
 * A record that may have a `payload`, and says of what type it is in `payload_type`, which is not part of the result:
 * the `kind` of the payload is.
 */
export function holder<F extends Fields, const N extends { readonly [Key in keyof F]?: string }>(
  fields: F,
  names: N,
): Schema<Held<F, N>> {
  const arm = (type: string, payload: z.core.$ZodType) => {
    const schema: z.ZodMiniType = renamed({ ...fields, payload_type: word([type]), payload }, names);
    return schema as Schema<{ readonly payload_type: string }>;
  };
  const empty = arm('', optional(untyped));
  const filled = payloads.map(([type, payload]) =>
    arm(type, noted(required(payload, 'The content'), { code: 'payload' })),
  );
  const schema = variant([empty, ...filled], {
    noun: 'a partition or volume',
    discriminator: 'payload_type',
    fallback: '',
    code: 'payload',
  });
  const held: z.ZodMiniType = converted(schema, ({ payload_type: _, ...value }) => ({ value }));
  // The arms are made of these fields, and each payload is that of its type.
  return held as Schema<Held<F, N>>;
}
