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

/** What a container's iso.yaml says; `number` reads a whole number as the document at hand writes it. */
export function isoSchema<Input>(number: Schema<number, Input>) {
  const entry = record({ name: defaulted(text(), ''), linux: defaulted(text(), ''), initrd: defaulted(text(), '') });
  const grub2 = record({
    default: optional(number, 'Index of the entry that is booted'),
    timeout: optional(number, 'Seconds'),
    entries: optional(list(entry), 'Entries of the menu'),
  });
  return renamed(
    {
      label: filled(text(), 'Volume label of the ISO'),
      kernel_args: optional(list(text()), 'Kernel arguments of the ISO'),
      grub2: optional(grub2, 'Menu of GRUB'),
    },
    { kernel_args: 'kernelArguments' },
  );
}

export type IsoDefinition = Infer<ReturnType<typeof isoSchema>>;
