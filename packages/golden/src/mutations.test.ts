import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { goRandom } from '@bootwright/core';
import { encodeJson } from '@bootwright/osbuild';
import { describe, expect, test } from 'vitest';
import { parseCaseFile } from './cases/case-file.ts';
import { checkCases } from './check/check-cases.ts';
import { layOutGoldens } from './goldens/golden-layout.ts';
import { openGoldens } from './goldens/golden-set.ts';
import { type Generate, manifestGenerator } from './outcome/generate-outcome.ts';
import { renderTextReport } from './report/render-text.ts';

/** A manifest as a mutation takes it apart. */
interface Stages {
  readonly pipelines: { readonly name: string; readonly stages?: Stage[] }[];
}

interface Stage {
  type: string;
  options?: Record<string, unknown>;
  devices?: Record<string, unknown>;
  mounts?: unknown[];
}

type Pick = (count: number) => number;

const path = join(import.meta.dirname, '../../../test-data/cases/matrix/disks.json');
const cases = parseCaseFile({ path: 'disks.json', text: readFileSync(path, 'utf8') }).filter(({ name }) =>
  /x86_64-ext4\/(un)?sealed-reference\/qcow2$/.test(name),
);
const generate = manifestGenerator();
const files = layOutGoldens(new Map(cases.map((one) => [one.name, generate(one)])));
const goldens = openGoldens({ paths: [...files.keys()], read: (file) => files.get(file) });

/** What a mistake in the generator may do to a stage; each gives the type of the stage that is hit, or nothing. */
const mutations: Readonly<Record<string, (stages: Stage[], at: number, pick: Pick) => string | undefined>> = {
  'a stage left out': (stages, at) => stages.splice(at, 1)[0]?.type,
  'a stage done twice': (stages, at) => {
    const stage = stages[at];
    if (stage !== undefined) stages.splice(at, 0, structuredClone(stage));
    return stage?.type;
  },
  'a stage of another type': (stages, at) => {
    const stage = stages[at];
    if (stage === undefined) return undefined;
    stage.type = 'org.osbuild.mistake';
    return stage.type;
  },
  'a stage too late': (stages, at) => {
    const [stage, next] = [stages[at], stages[at + 1]];
    if (stage === undefined || next === undefined || stage.type === next.type) return undefined;
    stages.splice(at, 2, next, stage);
    return `${stage.type}|${next.type}`;
  },
  'an option changed': (stages, at, pick) => changeLeaf(stages[at], 'options', pick),
  'a device or mount changed': (stages, at, pick) =>
    changeLeaf(stages[at], stages[at]?.devices === undefined ? 'mounts' : 'devices', pick),
  'an option left out': (stages, at, pick) => {
    const { type, options } = stages[at] ?? {};
    const keys = Object.keys(options ?? {});
    const key = keys[pick(keys.length)];
    if (options === undefined || key === undefined) return undefined;
    delete options[key];
    return type;
  },
  'an option too many': (stages, at) => {
    const stage = stages[at];
    if (stage === undefined) return undefined;
    stage.options = { ...stage.options, mistake: true };
    return stage.type;
  },
};

/** Changes one value without parts somewhere below a key of the stage. */
function changeLeaf(stage: Stage | undefined, key: 'options' | 'devices' | 'mounts', pick: Pick): string | undefined {
  const leaves: [Record<string, unknown>, string][] = [];
  const gather = (holder: Record<string, unknown>): void => {
    for (const [name, value] of Object.entries(holder)) {
      if (typeof value === 'object' && value !== null) gather(value as Record<string, unknown>);
      else leaves.push([holder, name]);
    }
  };
  const part = stage?.[key];
  if (part !== undefined) gather(part as Record<string, unknown>);
  const [holder, name] = leaves[pick(leaves.length)] ?? [];
  if (stage === undefined || holder === undefined || name === undefined) return undefined;
  const value = holder[name];
  holder[name] = typeof value === 'number' ? value + 1 : typeof value === 'boolean' ? !value : `${value}-x`;
  return stage.type;
}

/** A generator with one mistake in it, and the type of the stage that it spoils. */
function mutated(seed: number): { readonly name: string; readonly stage: string; readonly generate: Generate } {
  const random = goRandom(BigInt(seed));
  const pick: Pick = (count) => (count === 0 ? 0 : Number(random.int63() % BigInt(count)));
  for (;;) {
    const one = cases[pick(cases.length)];
    const kinds = Object.values(mutations);
    const mutate = kinds[seed % kinds.length];
    const outcome = one === undefined ? undefined : generate(one);
    if (one === undefined || mutate === undefined || outcome?.kind !== 'manifest') continue;
    const manifest: Stages = JSON.parse(outcome.manifest);
    const stages = manifest.pipelines[pick(manifest.pipelines.length)]?.stages ?? [];
    const stage = mutate(stages, pick(stages.length), pick);
    const text = encodeJson(manifest);
    if (stage === undefined || text === outcome.manifest) continue;
    return {
      name: one.name,
      stage,
      generate: (other) => (other === one ? { ...outcome, manifest: text } : generate(other)),
    };
  }
}

test('the generator without a mistake passes', () => {
  expect(checkCases(cases, goldens, generate).verdicts.every(({ kind }) => kind === 'same')).toBe(true);
});

describe('a check names the stage that a mistake hits', () => {
  const kinds = Object.keys(mutations);
  test.each(Array.from({ length: 200 }, (_, seed) => [seed, kinds[seed % kinds.length]]))('%i: %s', (seed) => {
    const { name, stage, generate: spoilt } = mutated(Number(seed));
    const report = checkCases(cases, goldens, spoilt);
    expect(report.verdicts.filter(({ kind }) => kind !== 'same').map((one) => one.name)).toEqual([name]);
    const told = renderTextReport(report);
    const types = stage.split('|').map((type) => type.replace('org.osbuild.', ''));
    expect(
      types.some((type) => told.includes(type)),
      told,
    ).toBe(true);
  });
});
