import { deviceSchemas, inputSchemas, mountSchemas, sourceSchemas, stageSchemas } from '@bootwright/osbuild/schemas';
import { manifestValidator } from '@bootwright/osbuild/testing';
import * as z from 'zod';
import { partVerdicts } from './part-verdicts.ts';
import type { PartKind } from './recorded-verdicts.ts';
import { recordedSchemas, recordingLines } from './reference.ts';
import { type Facts, jsonLines } from './reference-facts.ts';
import type { JsonSchema } from './sample-values.ts';

type Part = readonly [kind: PartKind, type: string, schema: JsonSchema];

/** Values of our own with the verdict of osbuild's schemas; ids of stages and verdicts on manifests that a real osbuild gave. */
export function factsOfOsbuild(): Facts {
  const schemas = recordedSchemas();
  const validate = manifestValidator(schemas);
  const partsOf = (kind: PartKind, own: Readonly<Record<string, z.ZodType>>): readonly Part[] =>
    Object.entries(own).map(([type, schema]) => [kind, type, described(schema)]);
  const parts = [
    ...partsOf('stage', stageSchemas),
    ...partsOf('input', inputSchemas),
    ...partsOf('device', deviceSchemas),
    ...partsOf('mount', mountSchemas),
    ...partsOf('source', sourceSchemas),
  ];
  const verdicts = parts.map(([kind, type, schema]) => partVerdicts(kind, type, schema, validate));
  const ids = recordingLines<{ readonly name: string }>('osbuild-verdicts/stage-ids.jsonl.gz');
  const mutations = recordingLines<Mutation>('osbuild-verdicts/mutations.jsonl.gz');
  const [ownIds, ownMutations] = [ids.filter(isOfBootc), mutations.filter(isOwn)];
  return {
    files: {
      'osbuild/verdicts': jsonLines(verdicts),
      'osbuild/stage-ids': jsonLines(ownIds),
      'osbuild/mutations': jsonLines(
        ownMutations.map(({ of, expected, ...mutation }) => ({ ...mutation, of: baseOf(of), ...expected })),
      ),
    },
    leftOut: [
      ...verdicts
        .filter(({ valid }) => valid.length === 0)
        .map(({ kind, type }) => `valid values for ${kind} ${type}: none was drawn`),
      `ids of the stages of ${ids.length - ownIds.length} manifests of RPM images, which no request here gives`,
      `verdicts on ${mutations.length - ownMutations.length} mutations of such manifests, or with parts of a manifest in them`,
      "osbuild's schemas",
    ],
  };
}

function described(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { target: 'draft-7', io: 'input', unrepresentable: 'any' });
}

interface Mutation {
  readonly name: string;
  readonly of: string;
  readonly mutation: string;
  readonly patch: readonly unknown[];
  readonly expected: object;
}

const baseOf = (of: string): string => of.replace(/^fleet\/new\//, '');

/** Of manifests that a request of this repository gives. */
function isOfBootc({ name }: { readonly name: string }): boolean {
  return name.startsWith('bootc_');
}

/** Such mutations that have no part of a manifest in them. */
function isOwn({ of, mutation, patch }: Mutation): boolean {
  return isOfBootc({ name: baseOf(of) }) && !/^(swap|dup)-/.test(mutation) && patch.length < 3;
}
