import { defined, Fault, isObject, type Location, readJsonText } from '@bootwright/core';
import {
  defaulted,
  type Infer,
  list,
  optional,
  parseBySchema,
  record,
  required,
  text,
  word,
} from '@bootwright/core/schemas';
import type { PlanReason } from '@bootwright/plan';
import * as z from 'zod/mini';
import { type CheckReport, countVerdicts, type Verdict, verdictKinds } from '../check/verdict.ts';
import type { GoldenOutcome } from '../outcome/outcome.ts';
import { textKey } from '../outcome/text-key.ts';
import { isConcern } from './reasons-of-changes.ts';
import { reportSections } from './report-sections.ts';

/** Rises when a field is renamed, dropped, or means something else; not when one is added. */
const version = 1;

/**
 * A check for machines: `{ version, counts, groups, verdicts, orphans, texts }`. Outcomes name their texts by position
 * in `texts`, where each occurs once. `parseReport` reads it again.
 */
export function encodeReport(report: CheckReport): string {
  const texts: string[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (whole: string): number => {
    const key = textKey(whole);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, texts.length);
    return texts.push(whole) - 1;
  };
  const outcome = (one: GoldenOutcome) =>
    one.kind === 'checksums'
      ? { of: one.of, checksums: one.sums.map(numberOf) }
      : one.kind === 'fault'
        ? { faults: numberOf(one.faults), ...(one.isInvalid === true ? { isInvalid: true } : {}) }
        : {
            manifest: numberOf(one.manifest),
            notices: numberOf(one.notices),
            ...(one.reasons === undefined ? {} : { reasons: numberOf(JSON.stringify(one.reasons)) }),
          };
  const verdicts = report.verdicts.map((verdict) => ({
    name: verdict.name,
    kind: verdict.kind,
    ...('before' in verdict && verdict.before !== undefined ? { before: outcome(verdict.before) } : {}),
    ...('after' in verdict ? { after: outcome(verdict.after) } : {}),
  }));
  const groups = reportSections(report).map(({ first: _, ...section }) => section);
  const value = {
    version,
    counts: countVerdicts(report),
    groups,
    verdicts,
    orphans: report.orphans,
    against: report.against,
  };
  return `${JSON.stringify({ ...value, texts }, null, 2)}\n`;
}

const position = z.int().check(z.gte(0));
const outcomeSchema = z.union([
  record({
    manifest: required(position, 'Text of the manifest'),
    notices: optional(position),
    reasons: optional(position),
  }),
  record({ faults: required(position, 'Text of the faults'), isInvalid: optional(z.literal(true)) }),
  record({
    of: required(word(['manifest', 'fault']), 'What the golden is'),
    checksums: required(list(position), 'SHA-256 of its texts'),
  }),
]);
const reportSchema = record({
  version: required(z.literal(version), 'Of the format'),
  counts: optional(z.unknown()),
  groups: optional(z.unknown()),
  verdicts: defaulted(
    list(
      record({
        name: required(text(), 'Of the case'),
        kind: required(word(verdictKinds), 'What became of it'),
        before: optional(outcomeSchema),
        after: optional(outcomeSchema),
      }),
    ),
    [],
  ),
  orphans: defaulted(list(text()), []),
  against: optional(word(['program'])),
  texts: defaulted(list(text()), []),
});

/** Reads what `encodeReport` wrote; anything else is a fault `report/…`. */
export function parseReport(json: string, at: Location): CheckReport {
  const value = parseJson(json, at);
  if (!isObject(value) || value.version !== version) {
    throw broken('it is not a report of this version of bootwright', at);
  }
  const { verdicts, orphans, against, texts } = parseBySchema(reportSchema, value, { at, subject: 'report' });
  return {
    verdicts: verdicts.map((one) => readVerdict(one, texts, at)),
    orphans,
    ...defined({ against }),
  };
}

type WrittenOutcome = Infer<typeof outcomeSchema>;
type WrittenVerdict = Infer<typeof reportSchema>['verdicts'][number];

function readVerdict({ name, kind, ...written }: WrittenVerdict, texts: readonly string[], at: Location): Verdict {
  const part = (position: number): string => {
    const found = texts[position];
    if (found === undefined) throw broken(`a text of ${JSON.stringify(name)} is missing`, at);
    return found;
  };
  const golden = (one: WrittenOutcome | undefined): GoldenOutcome | undefined => {
    if (one === undefined) return undefined;
    if ('checksums' in one) return { kind: 'checksums', of: one.of, sums: one.checksums.map(part) };
    if ('faults' in one) {
      return { kind: 'fault', faults: part(one.faults), ...(one.isInvalid === true ? { isInvalid: true } : {}) };
    }
    const { manifest, notices, reasons } = one;
    return {
      kind: 'manifest',
      manifest: part(manifest),
      notices: notices === undefined ? '' : part(notices),
      ...(reasons === undefined ? {} : { reasons: readReasons(parseJson(part(reasons), at)) }),
    };
  };
  const [before, after] = [golden(written.before), golden(written.after)];
  if (after?.kind === 'checksums') throw broken(`the verdict on ${JSON.stringify(name)} has no outcome`, at);
  if (kind === 'same') return { kind, name };
  if (kind === 'stale') return { kind, name, ...defined({ before }) };
  if (kind === 'missing' && after !== undefined) return { kind, name, after };
  if (kind === 'changed' && before !== undefined && after !== undefined) return { kind, name, before, after };
  throw broken(`the verdict on ${JSON.stringify(name)} is incomplete`, at);
}

/** Reasons about what this version does not know are left out. */
function readReasons(reasons: unknown): readonly PlanReason[] {
  return (Array.isArray(reasons) ? reasons : []).flatMap((one: unknown): readonly PlanReason[] => {
    if (!isObject(one) || typeof one.text !== 'string' || !isConcern(one.concern)) return [];
    return [{ concern: one.concern, text: one.text }];
  });
}

function parseJson(json: string, at: Location): unknown {
  const reading = readJsonText(json);
  if (reading.kind === 'value') return reading.value;
  throw broken('it is not JSON', at);
}

function broken(message: string, at: Location): Fault {
  return new Fault('report/unreadable', `the report cannot be read: ${message}`, {
    at,
    hint: 'give files that "bootwright golden check --reporter json" wrote',
  });
}
