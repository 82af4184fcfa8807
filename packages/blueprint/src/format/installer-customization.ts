import { filled, type Infer, integer, list, optional } from '@bootwright/core/schemas';
import { flag, record, text } from './blueprint-fields.ts';

const modules = list(text({ examples: ['org.fedoraproject.Anaconda.Modules.Timezone'] }));

const flatpakSchema = record('a flatpak', {
  registry: optional(
    record('a flatpak registry', {
      remote_name: filled(text(), 'Name of the remote.'),
      url: filled(text(), 'Address of the remote.'),
    }),
    'Where the flatpaks come from.',
  ),
  references: optional(list(text()), 'The flatpaks.'),
});

export const installerSchema = record('the installer', {
  unattended: filled(flag(), 'Install without a question.'),
  'sudo-nopasswd': optional(list(text({ examples: ['%wheel'] })), 'Users and groups that need no password for sudo.'),
  kickstart: optional(
    record('a kickstart file', { contents: filled(text(), 'Its text.') }),
    "The user's own kickstart file.",
  ),
  modules: optional(
    record('Anaconda modules', {
      enable: optional(modules, 'Modules to enable.'),
      disable: optional(modules, 'Modules to disable.'),
    }),
    'Modules of Anaconda.',
  ),
  bootloader: optional(
    record("the installer's boot loader", {
      grub2: optional(
        record('grub2', {
          'menu-timeout': optional(integer(), 'Seconds that the menu waits.'),
        }),
        'Settings of GRUB 2.',
      ),
    }),
    'Boot loader of the medium.',
  ),
  payload: optional(
    record('a payload', {
      flatpaks: optional(
        record('flatpaks', {
          force: optional(list(flatpakSchema), 'Flatpaks that are installed in any case.'),
        }),
        'Flatpaks on the medium.',
      ),
    }),
    'Additional content of the medium.',
  ),
});

export const isoSchema = record('the ISO', {
  application_id: filled(text(), 'Application identifier.'),
  publisher: filled(text(), 'Publisher.'),
  volume_id: filled(text({ examples: ['My-OS-1'] }), 'Volume identifier: letters, digits, - and _.'),
});

/** `customizations.installer`, for installer images. */
export type InstallerCustomization = Infer<typeof installerSchema>;
