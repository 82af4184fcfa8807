// What `boot` adds to QEMU itself.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleSettings } from '../bundle.mjs';

/** Rows of `[name, value]`; `work` is a directory for what is made, `node` runs Node with arguments. */
export async function bootRows({ root, work, node }) {
  if (process.arch !== 'x64')
    return [['boot', `not measured: its disk is for x86_64, this machine is ${process.arch}`]];
  if (spawnSync('qemu-system-x86_64', ['--version']).error !== undefined) {
    return [['boot', 'not measured: there is no qemu-system-x86_64']];
  }
  const program = join(work, 'boots.mjs');
  await build({ ...bundleSettings, entryPoints: [join(root, 'tools/bench/boots.ts')], outfile: program });
  const { bare, boot, checked } = JSON.parse(node([program]).stdout);
  const against = (time) => `${Math.round(time - bare)} ms more (${(time / bare).toFixed(2)} times)`;
  return [
    ['QEMU to the first line', `${Math.round(bare)} ms`],
    ['through `boot`', against(boot)],
    ['with a look for KVM', against(checked)],
  ];
}
