import { filled, flag, integer, list, optional, record, text } from '../shape.ts';

/** `customizations.installer`, for installer images. */
export interface InstallerCustomization {
  readonly unattended?: boolean;
  readonly 'sudo-nopasswd'?: readonly string[];
  readonly kickstart?: KickstartCustomization;
  readonly modules?: AnacondaModulesCustomization;
  readonly bootloader?: InstallerBootloaderCustomization;
  readonly payload?: InstallerPayloadCustomization;
}

export interface KickstartCustomization {
  readonly contents?: string;
}

export interface AnacondaModulesCustomization {
  readonly enable?: readonly string[];
  readonly disable?: readonly string[];
}

export interface InstallerBootloaderCustomization {
  readonly grub2?: { readonly 'menu-timeout'?: number };
}

export interface InstallerPayloadCustomization {
  readonly flatpaks?: { readonly force?: readonly FlatpakCustomization[] };
}

export interface FlatpakCustomization {
  readonly registry?: FlatpakRegistryCustomization;
  readonly references?: readonly string[];
}

export interface FlatpakRegistryCustomization {
  readonly remote_name?: string;
  readonly url?: string;
}

/** `customizations.iso`. */
export interface IsoCustomization {
  readonly application_id?: string;
  readonly publisher?: string;
  readonly volume_id?: string;
}

const modules = list(text({ examples: ['org.fedoraproject.Anaconda.Modules.Timezone'] }));

const flatpakShape = record<FlatpakCustomization>('a flatpak', {
  registry: optional(
    record<FlatpakRegistryCustomization>('a flatpak registry', {
      remote_name: filled(text(), 'Name of the remote.'),
      url: filled(text(), 'Address of the remote.'),
    }),
    'Where the flatpaks come from.',
  ),
  references: optional(list(text()), 'The flatpaks.'),
});

export const installerShape = record<InstallerCustomization>('the installer', {
  unattended: filled(flag(), 'Install without a question.'),
  'sudo-nopasswd': optional(list(text({ examples: ['%wheel'] })), 'Users and groups that need no password for sudo.'),
  kickstart: optional(
    record<KickstartCustomization>('a kickstart file', { contents: filled(text(), 'Its text.') }),
    "The user's own kickstart file.",
  ),
  modules: optional(
    record<AnacondaModulesCustomization>('Anaconda modules', {
      enable: optional(modules, 'Modules to enable.'),
      disable: optional(modules, 'Modules to disable.'),
    }),
    'Modules of Anaconda.',
  ),
  bootloader: optional(
    record<InstallerBootloaderCustomization>("the installer's boot loader", {
      grub2: optional(
        record<{ readonly 'menu-timeout'?: number }>('grub2', {
          'menu-timeout': optional(integer(), 'Seconds that the menu waits.'),
        }),
        'Settings of GRUB 2.',
      ),
    }),
    'Boot loader of the medium.',
  ),
  payload: optional(
    record<InstallerPayloadCustomization>('a payload', {
      flatpaks: optional(
        record<{ readonly force?: readonly FlatpakCustomization[] }>('flatpaks', {
          force: optional(list(flatpakShape), 'Flatpaks that are installed in any case.'),
        }),
        'Flatpaks on the medium.',
      ),
    }),
    'What else the medium holds.',
  ),
});

export const isoShape = record<IsoCustomization>('the ISO', {
  application_id: filled(text(), 'Application identifier.'),
  publisher: filled(text(), 'Publisher.'),
  volume_id: filled(text({ examples: ['My-OS-1'] }), 'Volume identifier: letters, digits, - and _.'),
});
