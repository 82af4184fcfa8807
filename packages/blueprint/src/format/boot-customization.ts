import { filled, flag, list, optional, record, text } from '../shape.ts';

/** `customizations.kernel`. */
export interface KernelCustomization {
  /** Package of the kernel. */
  readonly name?: string;
  /** Kernel arguments, added to those of the image type. */
  readonly append?: string;
}

/** `customizations.bootloader`. */
export interface BootloaderCustomization {
  readonly grub2?: Grub2Customization;
}

export interface Grub2Customization {
  readonly terminal_input?: readonly string[];
  readonly terminal_output?: readonly string[];
  readonly serial?: string;
}

/** `customizations.ignition`. */
export interface IgnitionCustomization {
  readonly embedded?: EmbeddedIgnitionCustomization;
  readonly firstboot?: FirstbootIgnitionCustomization;
}

export interface EmbeddedIgnitionCustomization {
  /** Base64 of an Ignition configuration. */
  readonly config?: string;
}

/** Either `url` or `empty`. */
export interface FirstbootIgnitionCustomization {
  readonly url?: string;
  readonly empty?: boolean;
}

export const kernelShape = record<KernelCustomization>('the kernel', {
  name: filled(text(), 'Package of the kernel.'),
  append: filled(text({ examples: ['quiet console=ttyS0'] }), 'Kernel arguments, added to those of the image type.'),
});

export const bootloaderShape = record<BootloaderCustomization>('the boot loader', {
  grub2: optional(
    record<Grub2Customization>('grub2', {
      terminal_input: optional(list(text({ examples: ['serial', 'console'] })), "GRUB's terminal_input."),
      terminal_output: optional(list(text({ examples: ['serial', 'console'] })), "GRUB's terminal_output."),
      serial: optional(text({ examples: ['serial --unit=0 --speed=115200'] }), "GRUB's serial command."),
    }),
    'Settings of GRUB 2.',
  ),
});

export const ignitionShape = record<IgnitionCustomization>('ignition', {
  embedded: optional(
    record<EmbeddedIgnitionCustomization>('an embedded configuration', {
      config: filled(text(), 'An Ignition configuration in base64.'),
    }),
    'A configuration inside the image.',
  ),
  firstboot: optional(
    record<FirstbootIgnitionCustomization>('the first boot', {
      url: filled(text({ examples: ['https://example.com/config.ign'] }), 'Where Ignition gets its configuration.'),
      empty: filled(flag(), 'Let Ignition run without a configuration of its own.'),
    }),
    'What Ignition does at the first boot: either url or empty.',
  ),
});
