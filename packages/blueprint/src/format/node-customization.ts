import { filled, type Infer, optional, required } from '@bootwright/core/schemas';
import { flag, owner, record, text } from './blueprint-fields.ts';

const nodeBase = {
  path: required(text({ examples: ['/etc/app.d'] }), 'Absolute path.'),
  user: optional(owner(), 'Owner: name or number. Default: root.'),
  group: optional(owner(), 'Group: name or number. Default: root.'),
  mode: filled(text({ examples: ['0755', '644'] }), 'Permissions as three octal digits, with or without a leading 0.'),
};

export const directorySchema = record('a directory', {
  ...nodeBase,
  ensure_parents: filled(flag(), 'Make the parent directories as well. Default: false.'),
});

export const fileSchema = record('a file', {
  ...nodeBase,
  data: filled(text(), 'The text of the file. Default: empty.'),
  uri: filled(text(), 'Where the content comes from; images made of containers take only data.'),
});

/** One entry of `customizations.directories`. */
export type DirectoryCustomization = Infer<typeof directorySchema>;

/** One entry of `customizations.files`. */
export type FileCustomization = Infer<typeof fileSchema>;
