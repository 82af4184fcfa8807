// node tools/run-mutated.mjs FOLDER TEST PATTERN [FILE FROM TO]
//
// Runs the tests of a project whose names match PATTERN while one place in a source file reads otherwise, and prints
// `{"passed": N, "failed": N}`. The file on disk is not touched. Reports of the project are left as they are.
import { resolve } from 'node:path';
import { startVitest } from 'vitest/node';

const [folder, test, pattern, file, from, to] = process.argv.slice(2);
const counts = { passed: 0, failed: 0 };
let isApplied = file === undefined;

const mutate = {
  name: 'mutate',
  enforce: 'pre',
  transform(code, id) {
    if (file === undefined || resolve(id.split('?')[0]) !== resolve(file)) return undefined;
    if (code.split(from).length !== 2) throw new Error(`${file} has "${from}" not just once`);
    isApplied = true;
    return { code: code.replace(from, () => to), map: null };
  },
};

const count = {
  onTestRunEnd(modules) {
    for (const module of modules) {
      for (const { result } of [...module.children.allTests()].map((one) => ({ result: one.result() }))) {
        if (result.state === 'passed' || result.state === 'failed') counts[result.state]++;
      }
    }
  },
};

const vitest = await startVitest(
  'test',
  [test],
  { root: resolve(folder), watch: false, testNamePattern: pattern, reporters: [count] },
  { plugins: [mutate], cacheDir: resolve('node_modules/.cache/mutated') },
);
await vitest.close();
// Failing tests are what a mutation is for, so this program does not fail with them.
process.exitCode = isApplied ? 0 : 1;
console.log(JSON.stringify(counts));
