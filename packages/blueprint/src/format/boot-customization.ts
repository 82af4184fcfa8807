import { filled, type Infer, list, optional } from '@bootwright/core/schemas';
import { flag, record, text } from './blueprint-fields.ts';

export const kernelSchema = record('the kernel', {
  name: filled(text(), 'Package of the kernel.'),
  append: filled(text({ examples: ['quiet console=ttyS0'] }), 'Kernel arguments, added to those of the image type.'),
});

export const bootloaderSchema = record('the boot loader', {
  grub2: optional(
    record('grub2', {
      terminal_input: optional(list(text({ examples: ['serial', 'console'] })), "GRUB's terminal_input."),
      terminal_output: optional(list(text({ examples: ['serial', 'console'] })), "GRUB's terminal_output."),
      serial: optional(text({ examples: ['serial --unit=0 --speed=115200'] }), "GRUB's serial command."),
    }),
    'Settings of GRUB 2.',
  ),
});

export const ignitionSchema = record('ignition', {
  embedded: optional(
    record('an embedded configuration', {
      config: filled(text(), 'An Ignition configuration in base64.'),
    }),
    'A configuration inside the image.',
  ),
  firstboot: optional(
    record('the first boot', {
      url: filled(text({ examples: ['https://example.com/config.ign'] }), 'Where Ignition gets its configuration.'),
      empty: filled(flag(), 'Let Ignition run without a configuration of its own.'),
    }),
    'What Ignition does at the first boot: either url or empty.',
  ),
});

/** `customizations.bootloader`. */
export type BootloaderCustomization = Infer<typeof bootloaderSchema>;

/** `customizations.ignition`. */
export type IgnitionCustomization = Infer<typeof ignitionSchema>;
