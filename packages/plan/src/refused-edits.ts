import type { Customizations } from '@bootwright/blueprint';
import { type DocumentPath, inside, type Location } from '@bootwright/core';
import type { Refused } from './boot-plan.ts';
import type { Counsel } from './counsel.ts';
import type { CustomizationFacts } from './customization-plan.ts';

/** A wish that would change the deployment. */
interface Wish {
  readonly what: string;
  readonly at: Location;
}

/** A notice for each wish that the boot plan refuses, at its place. */
export function noteRefusedEdits(facts: CustomizationFacts, refused: Refused, counsel: Counsel): void {
  for (const { what, at } of refusedWishes(facts)) {
    counsel.note({
      code: 'sealed/deployment-edit',
      message: `${what} is left out: ${refused.reason}`,
      at,
      hint: refused.instead,
    });
  }
}

function refusedWishes(facts: CustomizationFacts): readonly Wish[] {
  const { customizations, at, options, mountConfiguration, mountConfigurationAt } = facts;
  const wishes = blueprintWishes(customizations).map(([what, path]) => ({ what, at: inside(at, ...path) }));
  if (options.subscription !== undefined) {
    wishes.push({
      what: 'the registration at first boot',
      at: { document: 'request', path: ['options', 'subscription'] },
    });
  }
  if (mountConfigurationAt !== undefined && mountConfiguration !== 'none') {
    wishes.push({ what: `the mount configuration "${mountConfiguration}"`, at: mountConfigurationAt });
  }
  return wishes;
}

/** What a person would call each wish, and where it is below `customizations`. */
function blueprintWishes(customizations: Customizations): readonly (readonly [string, DocumentPath])[] {
  const { group = [], user = [], sshkey = [], directories = [], files = [], ignition, bootloader } = customizations;
  return [
    ...group.map(({ name }, index) => [`the group "${name}"`, ['group', index]] as const),
    ...user.map(({ name }, index) => [`the user "${name}"`, ['user', index]] as const),
    ...sshkey.map(({ user }, index) => [`the SSH key of "${user}"`, ['sshkey', index]] as const),
    ...directories.map(({ path }, index) => [`the directory ${path}`, ['directories', index]] as const),
    ...files.map(({ path }, index) => [`the file ${path}`, ['files', index]] as const),
    ...(ignition?.firstboot === undefined ? [] : [['Ignition', ['ignition', 'firstboot']] as const]),
    ...(bootloader?.grub2 === undefined ? [] : [['the console of GRUB', ['bootloader', 'grub2']] as const]),
  ];
}
