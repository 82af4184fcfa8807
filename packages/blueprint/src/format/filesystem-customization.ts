import { bytes } from '@bootwright/core';
import { checkedKeys, converted, type Infer, optional, required, size } from '@bootwright/core/schemas';
import * as z from 'zod/mini';
import { record, text } from './blueprint-fields.ts';

const description = 'Least size of the file system.';

const entry = record('a file system', {
  mountpoint: required(text({ examples: ['/', '/boot', '/var/data'] }), 'Where the file system is mounted.'),
  minsize: optional(size(), description),
  /** The old name of minsize. */
  size: optional(size()).register(z.globalRegistry, { description, deprecated: true }),
});

const withOneSize = checkedKeys(entry, (keys) => {
  if (!keys.has('size')) return keys.has('minsize') ? undefined : missing;
  return keys.has('minsize') ? twoSizes : undefined;
}).register(z.globalRegistry, {
  oneOf: ['minsize', 'size'].map((key) => ({ properties: { [key]: true }, required: [key] })),
});
const missing = { code: 'missing', key: 'minsize', message: (name: string) => `${name} needs "minsize"` };
const twoSizes = {
  code: 'duplicate',
  key: 'size',
  message: () => '"size" is an old name of "minsize", and both are given',
  hint: 'keep "minsize"',
};

export const filesystemSchema = converted(withOneSize, ({ mountpoint, minsize, size: old }) => ({
  value: { mountpoint, minsize: minsize ?? old ?? bytes(0) },
}));

/** One entry of `customizations.filesystem`: a least size, or a file system of its own for a directory. */
export type FilesystemCustomization = Readonly<Infer<typeof filesystemSchema>>;
