import type { ManifestValidator } from '@bootwright/osbuild/testing';
import { damages } from './damages.ts';
import { manifestWith, type PartKind, type PartVerdicts, recordedVerdicts } from './recorded-verdicts.ts';
import { writeChecksums, writeFacts } from './reference-checksums.ts';
import { jsonLines } from './reference-facts.ts';
import { type JsonSchema, sampleValues } from './sample-values.ts';

/** For each part: how many values are damaged, and how many damaged ones are kept. */
const most = { samples: 8, damaged: 160 };

/** Values that a schema describes, and the same with damages, each with the verdict of `validate`. */
export function partVerdicts(
  kind: PartKind,
  type: string,
  schema: JsonSchema,
  validate: ManifestValidator,
): PartVerdicts {
  const values = sampleValues(schema);
  const accepts = (value: unknown): boolean =>
    validate(JSON.parse(JSON.stringify(manifestWith(kind, type, value)))).length === 0;
  const valid = spread(values.filter(accepts), most.samples);
  const invalid = spread(
    values.filter((value) => !accepts(value)),
    most.samples,
  );
  const damaged = spread(distinct(valid.flatMap((value) => [...damages(value)])), most.damaged);
  return {
    kind,
    type,
    valid: distinct([...valid, ...damaged.filter(accepts)]),
    invalid: distinct([...invalid, ...damaged.filter((value) => !accepts(value))]),
  };
}

/** Some of the values from the first to the last. */
function spread<T>(values: readonly T[], count: number): readonly T[] {
  const step = Math.max(1, (values.length - 1) / (count - 1));
  return values.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step)).slice(0, count);
}

function distinct(values: readonly unknown[]): readonly unknown[] {
  return [...new Set(values.map((value) => JSON.stringify(value)))].map((text): unknown => JSON.parse(text));
}

/** Adds the verdicts on parts to those that are recorded; for a part that has some already, they replace them. */
export function recordVerdicts(added: readonly PartVerdicts[]): void {
  const nameOf = ({ kind, type }: PartVerdicts): string => `${kind} ${type}`;
  const names = new Set(added.map(nameOf));
  const kept = recordedVerdicts().filter((one) => !names.has(nameOf(one)));
  writeFacts('osbuild/verdicts', jsonLines([...kept, ...added]));
  writeChecksums();
}
