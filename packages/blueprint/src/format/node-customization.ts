import { filled, flag, optional, owner, record, required, text } from '../shape.ts';

interface NodeBase {
  readonly path: string;
  /** Name or number. */
  readonly user?: string | number;
  /** Name or number. */
  readonly group?: string | number;
  /** Octal digits, such as `0644`. */
  readonly mode?: string;
}

/** One entry of `customizations.directories`. */
export interface DirectoryCustomization extends NodeBase {
  /** Make its parents too. */
  readonly ensure_parents?: boolean;
}

/** One entry of `customizations.files`. */
export interface FileCustomization extends NodeBase {
  readonly data?: string;
  readonly uri?: string;
}

const nodeBase = {
  path: required(text({ examples: ['/etc/app.d'] }), 'Absolute path.'),
  user: optional(owner(), 'Owner: name or number. Default: root.'),
  group: optional(owner(), 'Group: name or number. Default: root.'),
  mode: filled(text({ examples: ['0755', '644'] }), 'Permissions as three octal digits, with or without a leading 0.'),
};

export const directoryShape = record<DirectoryCustomization>('a directory', {
  ...nodeBase,
  ensure_parents: filled(flag(), 'Make the parent directories as well. Default: false.'),
});

export const fileShape = record<FileCustomization>('a file', {
  ...nodeBase,
  data: filled(text(), 'The text of the file. Default: empty.'),
  uri: filled(text(), 'Where the content comes from; images made of containers take only data.'),
});
