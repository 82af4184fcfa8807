import { type ProfileDifference, profileDifferences } from '@bootwright/build-request';
import type { CodeTexts } from './explanation.ts';

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** A notice for each difference between the profiles, from their own record. */
export const profileCodes: CodeTexts = Object.fromEntries(
  Object.entries<ProfileDifference>(profileDifferences).map(([name, { reference, recommended, reason }]) => [
    `profile/${name}`,
    {
      what: sentence(reference),
      why: sentence(reason),
      cure: `Use the profile "recommended", which gives: ${recommended}.`,
      example: 'bootwright manifest IMAGE --profile reference',
    },
  ]),
);
