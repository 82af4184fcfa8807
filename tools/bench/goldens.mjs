// How long a check of goldens takes, as a person waits for it: the whole process, from case files to the verdict.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundlePath } from '../bundle.mjs';

const seeds = 25;

/** Tells the time on the processor at the end, which other programs of the machine do not lengthen. */
const meter = `data:text/javascript,process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  console.error('seconds', (user + system) / 1e6);
})`;

/** Rows of the bench; `node` runs a program of Node and returns what it prints. */
export function goldenRows({ root, work, node }) {
  const cases = join(work, 'cases');
  const goldens = join(work, 'goldens');
  const { matrix } = JSON.parse(readFileSync(join(root, 'test-data/cases/matrix/disks.json'), 'utf8'));
  const { sealed, unsealed } = matrix.containers;
  const { none, plain, lvm, users, files } = matrix.blueprints;
  mkdirSync(cases);
  for (let seed = 0; seed < seeds; seed++) {
    // Another seed gives other identifiers, so that no two cases share a golden.
    const part = {
      containers: { sealed, unsealed },
      architectures: { x86_64: matrix.architectures.x86_64, aarch64: matrix.architectures.aarch64 },
      file_systems: ['ext4', 'xfs'],
      blueprints: { none, plain, lvm, users, files },
      types: ['qcow2'],
      seed,
    };
    writeFileSync(join(cases, `seed-${seed}.json`), JSON.stringify({ matrix: part }));
  }
  const golden = (action) => timed(node, ['golden', action, '--cases', cases, '--goldens', goldens]);
  const added = golden('add');
  const checks = Array.from({ length: 5 }, () => golden('check'));
  const count = Number(/^(\d+) cases: \1 as their goldens say$/m.exec(checks[0].stdout)?.[1]);
  const middle = checks.sort((a, b) => a.wall - b.wall)[2];
  return [
    [`check of ${count} cases`, timeText(middle)],
    ['writing them all', timeText(added)],
  ];
}

function timed(node, args) {
  const start = performance.now();
  const { stdout, stderr } = node(['--import', meter, bundlePath, ...args]);
  const wall = (performance.now() - start) / 1000;
  return { stdout, wall, processor: Number(/^seconds (.*)$/m.exec(stderr)?.[1]) };
}

function timeText({ wall, processor }) {
  return `${wall.toFixed(2)} s, ${processor.toFixed(2)} s of it on the processor`;
}
