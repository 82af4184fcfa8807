import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { installDebugLog } from '@bootwright/core';
import { renderCommand } from '@bootwright/process';
import type { Machine } from '../machine.ts';
import { qemuArguments } from '../qemu/qemu-arguments.ts';
import { type BootOutcome, writeArtefacts, writeFiles } from '../write-artefacts.ts';

/** The debug log of a test: many may run at once in one process. */
const logs = new AsyncLocalStorage<string[]>();
let installed = false;
/** How many lines of it are kept, the first ones. */
const longestLog = 5000;

/** Runs `work`, and returns with its result the lines that it wrote to the debug log of QEMU. */
export function withDebugLog<T>(log: string[], work: () => Promise<T>): Promise<T> {
  if (!installed) {
    installed = true;
    installDebugLog(['qemu'], (line) => {
      const lines = logs.getStore();
      if (lines !== undefined && lines.length < longestLog) lines.push(line);
    });
  }
  return logs.run(log, work);
}

/** The folder of one test, which no other has: `sshd runs [1f2e3d4c]`, with a number for each retry. */
export function artefactsFolder(
  parent: string,
  test: { readonly name: string; readonly id: string; readonly attempt: number },
): string {
  const plain = test.name
    .replace(/[^\p{L}\p{N}._ -]+/gu, '-')
    .slice(0, 60)
    .trim();
  const id = createHash('sha256').update(test.id).digest('hex').slice(0, 8);
  const attempt = test.attempt === 0 ? '' : `-${test.attempt + 1}`;
  return join(parent, `${plain.replace(/^\.+/, '').replaceAll(' ', '-') || 'test'}-${id}${attempt}`);
}

/** Writes what is known of a boot: the files of `writeArtefacts`, QEMU's command line, and the debug log. */
export async function keepArtefacts(
  folder: string,
  machine: Machine | undefined,
  outcome: BootOutcome,
  log: readonly string[],
): Promise<{ readonly folder: string; readonly files: readonly string[] }> {
  const written = machine === undefined ? [] : await writeArtefacts(machine, folder, outcome);
  const more: readonly (readonly [string, string])[] = [
    ...(machine === undefined ? [] : [['qemu.txt', `${renderCommand(qemuArguments(machine.plan))}\n`] as const]),
    ['debug.log', log.map((line) => `${line}\n`).join('')],
  ];
  const kept = more.filter(([, text]) => text !== '');
  if (kept.length > 0) writeFiles(folder, kept);
  return { folder, files: [...written, ...kept.map(([name]) => name)] };
}
