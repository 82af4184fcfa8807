import type { CodeText, CodeTexts } from './explanation.ts';

type Kind = 'missing' | 'type' | 'unknown-key';

interface SchemaDocument {
  /** What it is called. */
  readonly name: string;
  /** What can be wrong with it. */
  readonly kinds: readonly Kind[];
}

const required: readonly Kind[] = ['missing', 'type', 'unknown-key'];
/** No key of the document is required. */
const optional: readonly Kind[] = ['type', 'unknown-key'];

/** Documents that a schema describes, by the subject of their codes. */
export const schemaSubjects: Readonly<Record<string, SchemaDocument>> = {
  blueprint: { name: 'the blueprint', kinds: required },
  container: { name: 'the facts of the container', kinds: required },
  disk: { name: 'disk.yaml', kinds: optional },
  golden: { name: 'the configuration of goldens', kinds: optional },
  hosted: { name: 'the blueprint of the hosted service', kinds: required },
  'install-configuration': { name: 'the install configuration of the container', kinds: optional },
  'iso-yaml': { name: 'iso.yaml', kinds: optional },
  // A journal with a fault is `golden/journal`, whatever the fault.
  journal: { name: 'the journal of an update of goldens', kinds: [] },
  kargs: { name: 'a file of kargs.d', kinds: required },
  matrix: { name: 'the matrix of cases', kinds: required },
  // Other faults are `registry/registries-conf`.
  registry: { name: 'registries.conf', kinds: ['unknown-key'] },
  report: { name: 'the report of goldens', kinds: required },
  request: { name: 'the request', kinds: required },
};

const kindTexts = (document: string): Readonly<Record<Kind, CodeText>> => ({
  missing: {
    what: `A required key is missing in ${document}.`,
    why: 'It has no default.',
    cure: 'Add the key that the message names.',
    example: 'needs "name"',
  },
  type: {
    what: `A value of ${document} has the wrong type.`,
    why: 'Values are not converted, so that mistakes are found.',
    cure: 'Write a value of the type that the message names.',
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
  what: `A text of ${document} contains an unpaired surrogate (invalid Unicode).`,
  why: 'It is half of a character, and is read as U+FFFD.',
  cure: 'Write the whole character.',
  example: '"\\ud83d" without its second half',
});

/** Codes of documents with a schema: those that each of them has, and the notices of some. */
export const schemaCodes: CodeTexts = {
  ...Object.fromEntries(
    Object.entries(schemaSubjects).flatMap(([subject, { name, kinds }]) =>
      kinds.map((kind) => [`${subject}/${kind}`, kindTexts(name)[kind]]),
    ),
  ),
  'container/unpaired-surrogate': unpairedSurrogate('the facts of the container'),
  'request/unpaired-surrogate': unpairedSurrogate('the request'),
};
