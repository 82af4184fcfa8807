import { type ProfileDifference, profileDifferences } from '@bootwright/build-request';
import type { CodeTexts } from './explanation.ts';

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** Differences that have no notice of their own: each customization that is left out has one. */
const notNoted = ['sealed-customizations'];

/** A notice for each difference between the profiles, from their own record. */
export const profileCodes: CodeTexts = Object.fromEntries(
  Object.entries<ProfileDifference>(profileDifferences)
    .filter(([name]) => !notNoted.includes(name))
    .map(([name, { reference, recommended, reason }]) => [
      `profile/${name}`,
      {
        what: sentence(reference),
        why: sentence(reason),
        cure: `Use the profile "recommended", which gives: ${recommended}.`,
        example: 'bootwright manifest IMAGE --profile reference',
      },
    ]),
);
