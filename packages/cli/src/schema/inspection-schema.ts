import { containerSchema } from '@bootwright/container-facts';
import {
  type Infer,
  integer,
  type JsonSchema,
  jsonSchemaOf,
  list,
  noted,
  optional,
  record,
  required,
  text,
  word,
} from '@bootwright/core/schemas';
import * as z from 'zod/mini';

const texts = () => list(text());
const matching = (pattern: string) => noted(text(), { jsonSchema: { type: 'string', pattern } });
const digest = () => matching('^[a-z0-9]+:[0-9a-f]+$');
const anyObject = () => z.record(z.string(), z.unknown());

const image = record({
  reference: required(text(), 'The container as it was named'),
  id: optional(digest(), 'Digest of the image configuration'),
  digest: optional(digest(), 'Digest of the manifest'),
  list_digest: optional(digest(), 'Digest of the index through which the manifest was chosen'),
  arch: optional(text()),
  created: optional(text(), 'As the image says it, RFC 3339'),
  size: optional(integer(0), 'Bytes, unpacked'),
  layers: optional(integer(0)),
  labels: z.record(z.string(), text()),
});

/** What is known about an image, except its files. */
export type ImageJson = Infer<typeof image>;

const installConfiguration = record({
  block: optional(z.nullable(z.array(z.unknown()))),
  'boot-mount-spec': optional(z.nullable(text())),
  bootloader: optional(z.nullable(text())),
  bootupd: optional(z.nullable(anyObject())),
  'discoverable-partitions': optional(z.nullable(z.boolean())),
  'enforce-container-sigpolicy': optional(z.nullable(z.boolean())),
  filesystem: optional(z.nullable(anyObject())),
  'karg-deletes': optional(texts()),
  kargs: optional(texts()),
  'match-architectures': optional(z.nullable(z.array(z.unknown()))),
  ostree: optional(z.nullable(anyObject())),
  'root-fs-type': optional(z.nullable(text())),
  'root-mount-spec': optional(z.nullable(text())),
  stateroot: optional(z.nullable(text())),
});

const bootc = record({
  version: optional(text(), 'Of the package bootc, where it can be known without running it'),
  kargs: required(texts(), 'Of /usr/lib/bootc/kargs.d, for this architecture'),
  kernel: z.nullable(record({ version: text(), unified: z.boolean() })),
  install_configuration: required(installConfiguration, 'As "bootc install print-configuration --all" prints it'),
});

const signer = record({ subject: optional(text()), issuer: optional(text()), serial: optional(text()) });
const signature = z.union([
  record({ kind: word(['none']) }),
  record({ kind: word(['signed']), signers: required(list(signer), 'As the signature says; nothing is verified') }),
  record({ kind: word(['unreadable']), why: text() }),
]);

const composefs = record({
  parameter: word(['composefs', 'composefs.digest']),
  digest: matching('^[0-9a-fA-F]{64}([0-9a-fA-F]{64})?$'),
  format: optional(word(['v1', 'v2'])),
  optional: required(z.boolean(), 'Whether a root without fs-verity is taken too'),
});

const unifiedKernel = record({
  file: text(),
  sections: list(record({ name: text(), size: integer(0) })),
  cmdline: optional(text()),
  osrel: optional(text()),
  uname: optional(text()),
  composefs: optional(composefs, 'The root that its command line allows'),
  addons: texts(),
  signature,
});

const unifiedKernels = record({
  boot: required(list(unifiedKernel), 'Of /boot/EFI/Linux; the first is booted'),
  modules: required(
    list(unifiedKernel),
    'Of /usr/lib/modules, where bootc installs them from, and nobody looks for the seal',
  ),
  unreadable: list(record({ file: text(), why: text() })),
});

const verdict = z.union([
  record({ kind: word(['holds', 'same', 'differs']) }),
  record({ kind: word(['other-format']), format: record({ version: z.literal([0, 1, 2]), xattrs: text() }) }),
  record({ kind: word(['times']), of: text() }),
  record({ kind: word(['other-hash']), bits: integer(0) }),
]);

const seal = record({
  file: text(),
  digest: text(),
  holds: required(z.boolean(), 'Whether the verdict of the whole image is positive'),
  verdict: required(verdict, 'How the root comes to the digest of the seal, where it does'),
});

const matrix = record({
  digests: list(
    record({
      from: word(['layers', 'directory']),
      erofs: z.literal([0, 1, 2]),
      hash: word(['sha256', 'sha512']),
      xattrs: word(['capabilities', 'user']),
      digest: text(),
      seals: required(texts(), 'Files of the unified kernel images that name it'),
    }),
  ),
  bootc: required(
    list(
      record({
        action: word(['install', 'update']),
        versions: text(),
        installed_by: optional(text(), 'For an update: the versions that installed the system'),
        digest: required(text(), 'Which these versions compute'),
        accepts: required(z.boolean(), 'Whether the unified kernel images name it'),
      }),
    ),
    'What versions of bootc do with the image, as far as the digest decides',
  ),
  difference: optional(
    record({
      path: text(),
      what: text(),
      before: optional(text(), 'In the directory'),
      after: optional(text(), 'In the layers'),
      layer: optional(integer(1)),
    }),
    'With --walk: the first entry that differs',
  ),
});

const root = record({
  digest: optional(text(), 'That bootc computes from the layers or the directory; absent where it would reject them'),
  refused: optional(text(), 'Why there is none'),
  holds: required(z.boolean(), 'Whether what bootc installs boots this root and nothing else'),
  verdict: word(['holds', 'broken', 'not-enforced', 'not-verified', 'nothing-to-verify']),
  reasons: required(
    list(record({ code: text(), message: text(), file: optional(text()) })),
    'Why it does not hold, other than by the seals',
  ),
  seals: required(list(seal), 'Of each unified kernel image with one; the last is what bootc leaves installed'),
  matrix: optional(matrix, 'With --matrix: the digest in each format'),
});

/** The composefs digest of the root, and the verdict on the seals. */
export type ComposefsJson = Infer<typeof root>;

const inspection = record({
  image: required(image, 'What is known of the image in addition to its files'),
  container: required(containerSchema, 'The "container" of a request'),
  bootc: required(bootc, "What the container's bootc says of it"),
  unified_kernels: optional(unifiedKernels),
  composefs: optional(root, 'With --verify: the digest of the root, and the seals of the unified kernel images'),
  findings: optional(
    list(
      record({
        code: text(),
        level: word(['error', 'warning', 'note']),
        message: text(),
        at: optional(anyObject(), 'Where, such as {"document":"container","file":"boot/EFI/Linux/a.efi"}'),
        hint: optional(text()),
      }),
    ),
    'Of a sealed container: what "bootwright lint" finds',
  ),
  differences: optional(
    list(record({ fact: text(), read: optional(z.unknown()), asked: optional(z.unknown()) })),
    'With --by both: where reading and asking differ',
  ),
});

/** JSON Schema (2020-12) of what `inspect --format json` prints. */
export function inspectionJsonSchema(): JsonSchema {
  return jsonSchemaOf(inspection, { title: 'Inspection of a container' });
}
