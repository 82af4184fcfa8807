// Times the reading of one image, in milliseconds, and tells how much memory it took at most. With `ask` as third
// argument the modules of its initramfs are read as well, up to their list as `inspect` does and to the end as
// `inspect --by both` does, and its programs are asked, one after another.

import { parseImageReference } from '@bootwright/container-image';
import type { ModuleOptions } from '@bootwright/inspect';
import {
  findInitramfsModules,
  initramfsFiles,
  inspectedFiles,
  inspectTree,
  readImage,
  runInContainer,
} from '@bootwright/inspect';
import { hostRunner } from '@bootwright/process';

const [text = '', rounds = '3', ask] = process.argv.slice(2);
const reference = parseImageReference(text);
const options = { runner: hostRunner(process.env), environment: process.env };
const all = { ...options, files: [...inspectedFiles, ...initramfsFiles] };

async function readModules(modules: ModuleOptions): Promise<void> {
  const { tree, facts } = await readImage(reference, all);
  const { kernel } = inspectTree(tree, { imgref: facts.name }).info.os;
  const initrdModules = kernel === undefined ? [] : await findInitramfsModules(tree, kernel.version, modules);
  inspectTree(tree, { imgref: facts.name, initrdModules });
}

async function read(): Promise<void> {
  const { tree, facts } = await readImage(reference, options);
  inspectTree(tree, { imgref: facts.name });
}

async function milliseconds(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await act();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const steps: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['read', read],
  ['readModules', () => readModules({ programs: 'any', stopAtFirst: true })],
  ['readInitramfs', () => readModules({})],
  ['asked', () => runInContainer(reference, options)],
];
const taken = steps
  .slice(0, ask === undefined ? 1 : undefined)
  .map(([name, act]) => ({ name, act, times: [] as number[] }));
for (let round = 0; round < Number(rounds); round++) {
  for (const { act, times } of taken) times.push(await milliseconds(act));
}
const medians = Object.fromEntries(taken.map(({ name, times }) => [name, median(times)]));
console.log(JSON.stringify({ ...medians, peakMemory: process.resourceUsage().maxRSS * 1024 }));
