import { architectures, defined, rootFilesystems } from '@bootwright/core';
import { imageTypeChoices } from '@bootwright/frontend-kit';
import type { PlaygroundInput } from '../inputs/playground-input.ts';
import { element } from './dom.ts';

export type Choices = Omit<PlaygroundInput, 'texts'>;

export interface ChoicesForm {
  readonly controls: readonly HTMLElement[];
  readonly read: () => Choices;
  readonly write: (choices: Choices) => void;
}

/** The menus of what is not text. */
export function choicesForm(onChange: () => void): ChoicesForm {
  const kinds = new Map<string, HTMLOptGroupElement>();
  const type = element('select', { id: 'type', onchange: onChange });
  for (const { name, label, kind } of imageTypeChoices()) {
    const title = kind === 'disk' ? 'Disks' : kind === 'network-boot' ? 'Network' : 'ISOs';
    const group = kinds.get(title) ?? element('optgroup', { label: title });
    kinds.set(title, group);
    group.append(element('option', { value: name }, `${name} – ${label}`));
  }
  type.append(...kinds.values());
  const menu = (id: string, options: Readonly<Record<string, string>>) => {
    const items = Object.entries(options).map(([value, label]) => element('option', { value }, label));
    return element('select', { id, onchange: onChange }, ...items);
  };
  const ofContainer = (names: readonly string[]) => ({
    '': 'as the container',
    ...Object.fromEntries(names.map((name) => [name, name])),
  });
  const arch = menu('arch', ofContainer(architectures));
  const root = menu('rootfs', ofContainer(rootFilesystems));
  const profile = menu('profile', {
    reference: 'reference: as image-builder',
    recommended: 'recommended: what should be',
  });
  const deliver = menu('deliver', {
    '': 'what the profile says',
    state: 'state of the deployment',
    addon: 'addon of the UKI',
  });
  return {
    controls: [
      labelled('Image type', type),
      labelled('Architecture', arch),
      labelled('Root file system', root),
      labelled('Profile', profile),
      labelled('If sealed, deliver by', deliver),
    ],
    read: () => {
      const architecture = architectures.find((name) => name === arch.value);
      const rootFilesystem = rootFilesystems.find((name) => name === root.value);
      const channel = (['state', 'addon'] as const).find((name) => name === deliver.value);
      return {
        imageType: type.value,
        profile: profile.value === 'recommended' ? 'recommended' : 'reference',
        ...defined({ architecture, rootFilesystem, deliver: channel }),
      };
    },
    write: (choices) => {
      type.value = choices.imageType;
      arch.value = choices.architecture ?? '';
      root.value = choices.rootFilesystem ?? '';
      profile.value = choices.profile;
      deliver.value = choices.deliver ?? '';
    },
  };
}

const labelled = (label: string, control: HTMLSelectElement): HTMLElement =>
  element('div', {}, element('label', { for: control.id }, label), control);
