// Times the reading of one image, in milliseconds, and tells how much memory it took at most. With `ask` as third
// argument the modules of its initramfs are read and its programs are asked as well, in turn.
import {
  askContainer,
  findInitramfsModules,
  initramfsInterests,
  inspectTree,
  interests,
  parseImageReference,
  readImage,
} from '@bootwright/inspect';
import { hostRunner } from '@bootwright/process';

const [text = '', rounds = '3', ask] = process.argv.slice(2);
const reference = parseImageReference(text);
const options = { runner: hostRunner(process.env), environment: process.env };
const all = { ...options, interests: [...interests, ...initramfsInterests] };

async function readModules(): Promise<void> {
  const { tree, facts } = await readImage(reference, all);
  const { kernel } = inspectTree(tree, { imgref: facts.name }).info.os;
  const initrdModules = kernel === undefined ? [] : await findInitramfsModules(tree, kernel.version);
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

const times: Readonly<Record<'read' | 'readModules' | 'asked', number>>[] = [];
for (let round = 0; round < Number(rounds); round++) {
  times.push({
    read: await milliseconds(read),
    readModules: ask === undefined ? 0 : await milliseconds(readModules),
    asked: ask === undefined ? 0 : await milliseconds(() => askContainer(reference, options)),
  });
}
console.log(
  JSON.stringify({
    read: median(times.map((time) => time.read)),
    readModules: median(times.map((time) => time.readModules)),
    asked: median(times.map((time) => time.asked)),
    peakMemory: process.resourceUsage().maxRSS * 1024,
  }),
);
