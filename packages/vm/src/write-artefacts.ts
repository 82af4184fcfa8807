import { join } from 'node:path';
import { explainVerdict, recordedLines } from '@bootwright/boot-diagnosis';
import { defined, Fault, withSnakeCaseKeys } from '@bootwright/core';
import { encodeFindings, type GuestFinding } from '@bootwright/guest-checks';
import { FolderHandle, makeFolder, orFileFault, replaceFileIn } from '@bootwright/process/files';
import type { BootMedium } from './machine/machine-plan.ts';
import type { Machine } from './machine.ts';

/** The outcome of a boot, stored with its artefacts. */
export interface BootOutcome {
  /** Why waiting failed, where it did. */
  readonly fault?: Fault;
  readonly findings?: readonly GuestFinding[];
}

const hint = 'name a writable folder with free space for the artefacts';

/**
 * Writes the artefacts of a boot into a folder, each file atomically, and returns their names: `console.log` (text),
 * `console.raw` (raw bytes), `screenshot.png` where the machine still runs, `journal.log` and `report.txt` where the
 * guest sent them, `outcome.json`. Faults: those of `fileFault`.
 */
export async function writeArtefacts(
  machine: Machine,
  folder: string,
  outcome: BootOutcome,
): Promise<readonly string[]> {
  const screenshot = await machine.screenshot().catch((error: unknown) => {
    if (error instanceof Fault) return new Uint8Array();
    throw error;
  });
  const raw = machine.consoleBytes();
  const files: readonly (readonly [name: string, content: string | Uint8Array])[] = [
    ['console.raw', raw],
    [
      'console.log',
      recordedLines(raw)
        .map((line) => `${line}\n`)
        .join(''),
    ],
    ['screenshot.png', screenshot],
    ['journal.log', machine.journalBytes()],
    ['report.txt', machine.reportBytes()],
    ['outcome.json', `${JSON.stringify(withSnakeCaseKeys(describeOutcome(machine, outcome)), null, 2)}\n`],
  ];
  const written = files.filter(([, content]) => content.length > 0);
  writeFiles(folder, written);
  return written.map(([name]) => name);
}

function describeOutcome(machine: Machine, { fault, findings }: BootOutcome): object {
  const verdict = machine.verdict();
  const { architecture, accelerator, memory, cpus, firmware, medium, network, kernelArguments } = machine.plan;
  return {
    verdict,
    explanation: explainVerdict(verdict, architecture, medium.kind),
    ...(fault && { fault: describeFault(fault) }),
    ...(findings && { findings: encodeFindings(findings) }),
    machine: {
      architecture,
      accelerator,
      memory,
      cpus,
      firmware,
      ...describeMedium(medium),
      network: network.kind,
      kernelArguments,
    },
    ...(medium.kind === 'network' && { loaded: machine.servedRequests() }),
    notices: machine.notices,
  };
}

/** What was booted, for the machine forms: an object that says nothing of how QEMU was given it. */
export function describeMedium(medium: BootMedium): object {
  if (medium.kind === 'network') return { medium: medium.kind, tree: medium.source, commandLine: medium.commandLine };
  const { file, format, kind } = medium.disk;
  const target = medium.kind === 'cd-rom' && medium.target !== undefined ? { targetSize: medium.target.size } : {};
  return { medium: medium.kind, disk: { file, format, kind }, ...target };
}

function describeFault({ code, message, quoted, hint }: Fault): object {
  return { code, message, ...(quoted.length === 0 ? {} : { quoted }), ...defined({ hint }) };
}

/** Writes each file atomically. Faults: those of `fileFault`. */
export function writeFiles(
  folder: string,
  files: readonly (readonly [name: string, content: string | Uint8Array])[],
): void {
  makeFolder(folder, { hint });
  using place = orFileFault('write', folder, () => FolderHandle.open(folder));
  for (const [name, content] of files) {
    orFileFault('write', join(folder, name), () => replaceFileIn(place, name, content));
  }
}
