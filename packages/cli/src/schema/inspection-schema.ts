import { containerInfoJsonSchema } from '@bootwright/container-facts';

const text = { type: 'string' } as const;
const texts = { type: 'array', items: text } as const;
const count = { type: 'integer', minimum: 0 } as const;
const nullable = (...types: readonly string[]) => ({ type: [...types, 'null'] });

const closed = (
  properties: Readonly<Record<string, object>>,
  required: readonly string[] = Object.keys(properties),
) => ({
  type: 'object',
  properties,
  ...(required.length === 0 ? {} : { required }),
  additionalProperties: false,
});

const described = (schema: object, description: string) => ({ ...schema, description });

const digest = { type: 'string', pattern: '^[a-z0-9]+:[0-9a-f]+$' } as const;

const image = closed(
  {
    reference: described(text, 'The container as it was named'),
    id: described(digest, 'Digest of the image configuration'),
    digest: described(digest, 'Digest of the manifest'),
    list_digest: described(digest, 'Digest of the index through which the manifest was chosen'),
    arch: text,
    created: described(text, 'As the image says it, RFC 3339'),
    size: described(count, 'Bytes, unpacked'),
    layers: count,
    labels: { type: 'object', additionalProperties: text },
  },
  ['reference', 'labels'],
);

const installConfiguration = closed(
  {
    block: nullable('array'),
    'boot-mount-spec': nullable('string'),
    bootloader: nullable('string'),
    bootupd: nullable('object'),
    'discoverable-partitions': nullable('boolean'),
    'enforce-container-sigpolicy': nullable('boolean'),
    filesystem: nullable('object'),
    'karg-deletes': texts,
    kargs: texts,
    'match-architectures': nullable('array'),
    ostree: nullable('object'),
    'root-fs-type': nullable('string'),
    'root-mount-spec': nullable('string'),
    stateroot: nullable('string'),
  },
  [],
);

const bootc = closed(
  {
    version: described(text, 'Of the package bootc, where it can be known without running it'),
    kargs: described(texts, 'Of /usr/lib/bootc/kargs.d, for this architecture'),
    kernel: { anyOf: [closed({ version: text, unified: { type: 'boolean' } }), { type: 'null' }] },
    install_configuration: described(installConfiguration, 'As "bootc install print-configuration --all" prints it'),
  },
  ['kargs', 'kernel', 'install_configuration'],
);

const signature = {
  oneOf: [
    closed({ kind: { const: 'none' } }),
    closed({
      kind: { const: 'signed' },
      signers: {
        type: 'array',
        items: closed({ subject: text, issuer: text, serial: text }, []),
        description: 'As the signature says; nothing is verified',
      },
    }),
    closed({ kind: { const: 'unreadable' }, why: text }),
  ],
};

const composefs = closed(
  {
    parameter: { enum: ['composefs', 'composefs.digest'] },
    digest: { type: 'string', pattern: '^[0-9a-fA-F]{64}([0-9a-fA-F]{64})?$' },
    format: { enum: ['v1', 'v2'] },
    optional: described({ type: 'boolean' }, 'Whether a root without fs-verity is taken too'),
  },
  ['parameter', 'digest', 'optional'],
);

const unifiedKernel = closed(
  {
    file: text,
    sections: { type: 'array', items: closed({ name: text, size: count }) },
    cmdline: text,
    osrel: text,
    uname: text,
    composefs: described(composefs, 'The root that its command line allows'),
    addons: texts,
    signature,
  },
  ['file', 'sections', 'addons', 'signature'],
);

const unifiedKernels = closed({
  boot: described({ type: 'array', items: unifiedKernel }, 'Of /boot/EFI/Linux; the first is booted'),
  modules: described(
    { type: 'array', items: unifiedKernel },
    'Of /usr/lib/modules, where bootc installs them from, and nobody looks for the seal',
  ),
  unreadable: { type: 'array', items: closed({ file: text, why: text }) },
});

const verdict = {
  oneOf: [
    closed({ kind: { enum: ['holds', 'same', 'differs'] } }),
    closed({ kind: { const: 'other-format' }, format: closed({ version: { enum: [0, 1, 2] }, xattrs: text }) }),
    closed({ kind: { const: 'times' }, of: text }),
    closed({ kind: { const: 'other-hash' }, bits: count }),
  ],
};

const seal = closed({
  file: text,
  digest: text,
  holds: described({ type: 'boolean' }, 'Whether the verdict of the whole image is positive'),
  verdict: described(verdict, 'How the root comes to the digest of the seal, where it does'),
});

const root = closed(
  {
    digest: described(text, 'That bootc computes from the layers; absent where it would reject them'),
    refused: described(text, 'Why there is none'),
    holds: described({ type: 'boolean' }, 'Whether what bootc installs boots this root and nothing else'),
    verdict: { enum: ['holds', 'broken', 'not-enforced', 'not-verified', 'nothing-to-verify'] },
    reasons: described(
      { type: 'array', items: closed({ code: text, message: text, file: text }, ['code', 'message']) },
      'Why it does not hold, other than by the seals',
    ),
    seals: described(
      { type: 'array', items: seal },
      'Of each unified kernel image with one; the last is what bootc leaves installed',
    ),
  },
  ['holds', 'verdict', 'reasons', 'seals'],
);

const difference = closed({ fact: text, read: {}, asked: {} }, ['fact']);

/** JSON Schema (2020-12) of what `inspect --format json` prints. */
export function inspectionJsonSchema(): object {
  const { $schema, title: _title, ...container } = Object.assign({ $schema: '', title: '' }, containerInfoJsonSchema());
  return {
    $schema,
    title: 'Inspection of a container',
    ...closed(
      {
        image: described(image, 'What is known of the image in addition to its files'),
        container: described(container, 'The "container" of a request'),
        bootc: described(bootc, "What the container's bootc says of it"),
        unified_kernels: unifiedKernels,
        composefs: described(root, 'With --verify: the digest of the root, and the seals of the unified kernel images'),
        differences: {
          type: 'array',
          items: difference,
          description: 'With --by both: where reading and asking differ',
        },
      },
      ['image', 'container', 'bootc'],
    ),
  };
}
