import type { CodeText, CodeTexts } from './explanation.ts';

/** Documents that a schema describes: the subject of their codes, and what they are called. */
export const schemaSubjects: Readonly<Record<string, string>> = {
  blueprint: 'the blueprint',
  container: 'the facts of the container',
  disk: 'disk.yaml',
  golden: 'the configuration of goldens',
  hosted: 'the blueprint of the hosted service',
  'install-configuration': 'the install configuration of the container',
  'iso-yaml': 'iso.yaml',
  journal: 'the journal of an update of goldens',
  kargs: 'a file of kargs.d',
  matrix: 'the matrix of cases',
  registry: 'registries.conf',
  report: 'the report of goldens',
  request: 'the request',
};

const kinds = (document: string): CodeTexts => ({
  missing: {
    what: `A required key is missing in ${document}.`,
    why: 'It has no default.',
    cure: 'Add the key that the message names.',
    example: 'needs "name"',
  },
  type: {
    what: `A value of ${document} has the wrong type.`,
    why: 'Values are not converted, so that a mistake is not taken for a value.',
    cure: 'Give a value as the message says.',
    example: 'must be a whole number, not a text',
  },
  'unknown-key': {
    what: `A key of ${document} is not known.`,
    why: 'It would have no effect, and is probably misspelled or in the wrong place.',
    cure: 'Use the key that the hint names, or remove it.',
    example: 'unknown key "nam": did you mean "name"?',
  },
});

/** A notice of documents that have notices and may have such texts: TOML cannot, and a blueprint rejects them. */
const unpairedSurrogate = (document: string): CodeText => ({
  what: `A text of ${document} contains half of a character.`,
  why: 'It is not valid Unicode, and is read as U+FFFD.',
  cure: 'Write the whole character.',
  example: '"\\ud83d" without its second half',
});

/** Codes of documents with a schema: those that each of them has, and the notices of some. */
export const schemaCodes: CodeTexts = {
  ...Object.fromEntries(
    Object.entries(schemaSubjects).flatMap(([subject, document]) =>
      Object.entries(kinds(document)).map(([kind, text]) => [`${subject}/${kind}`, text]),
    ),
  ),
  'container/unpaired-surrogate': unpairedSurrogate('the facts of the container'),
  'request/unpaired-surrogate': unpairedSurrogate('the request'),
};
