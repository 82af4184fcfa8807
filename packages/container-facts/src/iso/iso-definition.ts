import {
  defaulted,
  filled,
  type Infer,
  list,
  optional,
  record,
  renamed,
  type Schema,
  text,
} from '@bootwright/core/schemas';

/** What a container's iso.yaml says; `number` and `words` read a whole number and a text as the document at hand writes them. */
export function isoSchema<Input>(number: Schema<number, Input>, words: Schema<string, string> = text()) {
  const entry = record({
    name: defaulted(words, '', 'Title of the entry'),
    linux: defaulted(words, '', 'Path of the kernel on the ISO, with its arguments'),
    initrd: defaulted(words, '', 'Path of the initramfs on the ISO'),
  });
  const grub2 = record({
    default: optional(number, 'Index of the entry that is booted'),
    timeout: optional(number, 'Seconds'),
    entries: optional(list(entry), 'Entries of the menu'),
  });
  return renamed(
    {
      label: filled(words, 'Volume label of the ISO'),
      kernel_args: optional(list(words), 'Kernel arguments of the ISO'),
      grub2: optional(grub2, 'Menu of GRUB'),
    },
    { kernel_args: 'kernelArguments' },
  );
}

export type IsoDefinition = Infer<ReturnType<typeof isoSchema>>;
