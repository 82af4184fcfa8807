/** A boot entry of a kernel that is not unified. */
export interface BootEntry {
  readonly title: string;
  readonly version: string;
  /** Paths on the partition of the entry. */
  readonly linux: string;
  readonly initrd: string;
  readonly options: readonly string[];
}

/** A type #1 entry of the UAPI group's Boot Loader Specification. */
export function renderBootEntry({ title, version, linux, initrd, options }: BootEntry): string {
  const lines = [
    `title ${title}`,
    `version ${version}`,
    `linux ${linux}`,
    `initrd ${initrd}`,
    `options ${options.join(' ')}`,
  ];
  return `${lines.join('\n')}\n`;
}
