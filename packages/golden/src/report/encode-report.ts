import {
  defined,
  Fault,
  FaultList,
  type Location,
  type Reading,
  readJsonText,
  StrictRecord,
  throwFaults,
} from '@bootwright/core';
import type { PlanReason } from '@bootwright/plan';
import { type CheckReport, countVerdicts, type Verdict } from '../check/verdict.ts';
import type { Outcome } from '../outcome/outcome.ts';
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
  const numberOf = (text: string): number => {
    const key = textKey(text);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, texts.length);
    return texts.push(text) - 1;
  };
  const outcome = (one: Outcome) =>
    one.kind === 'fault'
      ? { faults: numberOf(one.faults) }
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
  return `${JSON.stringify({ ...value, texts }, null, 2)}
`;
}

/** Reads what `encodeReport` wrote; anything else is a fault `report/…`. */
export function parseReport(text: string, at: Location): CheckReport {
  const faults = new FaultList();
  const fields = readFields(text, { at, subject: 'report', faults });
  const texts = fields.strings('texts') ?? [];
  const records = fields.records('verdicts', ['name', 'kind', 'before', 'after']) ?? [];
  const orphans = fields.strings('orphans') ?? [];
  throwFaults(faults);
  return {
    verdicts: records.map((record) => readVerdict(record, texts, at)),
    orphans,
    ...(fields.string('against') === 'program' ? { against: 'program' } : {}),
  };
}

function readFields(text: string, reading: Reading): StrictRecord {
  const keys = ['version', 'counts', 'groups', 'verdicts', 'orphans', 'against', 'texts'];
  const fields = StrictRecord.of(parseJson(text, reading.at), keys, reading);
  if (fields === undefined || fields.raw('version') !== version) {
    throw broken('it is not a report of this version of bootwright', reading.at);
  }
  return fields;
}

function readVerdict(record: StrictRecord, texts: readonly string[], at: Location): Verdict {
  const name = record.string('name') ?? '';
  const outcome = (key: 'before' | 'after'): Outcome | undefined => {
    const fields = record.record(key, ['manifest', 'notices', 'faults', 'reasons']);
    const part = (of: string): string | undefined => texts[fields?.integer(of) ?? -1];
    const [manifest, notices, faults] = [part('manifest'), part('notices'), part('faults')];
    if (faults !== undefined) return { kind: 'fault', faults };
    if (manifest === undefined) return undefined;
    return { kind: 'manifest', manifest, notices: notices ?? '', ...readReasons(part('reasons'), at) };
  };
  const [kind, before, after] = [record.string('kind'), outcome('before'), outcome('after')];
  if (kind === 'same') return { kind, name };
  if (kind === 'stale') return { kind, name, ...defined({ before }) };
  if (kind === 'missing' && after !== undefined) return { kind, name, after };
  if (kind === 'changed' && before !== undefined && after !== undefined) return { kind, name, before, after };
  throw broken(`the verdict on ${JSON.stringify(name)} is incomplete`, at);
}

/** Reasons about what this version does not know are left out. */
function readReasons(text: string | undefined, at: Location): { readonly reasons?: readonly PlanReason[] } {
  if (text === undefined) return {};
  const list = parseJson(text, at);
  const reasons = (Array.isArray(list) ? list : []).flatMap((one: unknown): readonly PlanReason[] => {
    const fields = StrictRecord.of(one, ['concern', 'text'], { at, subject: 'reason', faults: new FaultList() });
    const [concern, about] = [fields?.string('concern'), fields?.string('text')];
    return isConcern(concern) && about !== undefined ? [{ concern, text: about }] : [];
  });
  return { reasons };
}

function parseJson(text: string, at: Location): unknown {
  const reading = readJsonText(text);
  if (reading.kind === 'value') return reading.value;
  throw broken('it is not JSON', at);
}

function broken(message: string, at: Location): Fault {
  return new Fault('report/unreadable', `the report cannot be read: ${message}`, {
    at,
    hint: 'give files that "bootwright golden check --reporter json" wrote',
  });
}
