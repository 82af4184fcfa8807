import type { ContainerInfo } from '@bootwright/container-facts';
import { bytes, Fault } from '@bootwright/core';
import { parseDiskDefinition } from '@bootwright/disk';
import { type Inspection, inspectedFiles, ownName } from '@bootwright/inspect';
import { type LintInput, lintedFiles, lintSealed } from '@bootwright/sealed-lint';
import type { CommandContext } from '../command.ts';
import { givenContainer } from '../container/container-reference.ts';
import { machineArchitecture } from '../container/machine-architecture.ts';
import { inspectFiles, readFiles } from '../container/read-container.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { encodeJson } from '../files/encode-json.ts';
import { readText } from '../files/read-text.ts';
import { renderSarif } from '../problems/render-sarif.ts';
import { lookOf } from '../terminal/look.ts';
import { containerLintInput, type GivenDisk, plannedDisk } from './lint-input.ts';
import type { LintGiven } from './lint-options.ts';
import { renderLint } from './render-lint.ts';

/** Prints what is wrong with a sealed container and its disk. */
export async function runLint(
  operand: string | undefined,
  given: LintGiven,
  context: CommandContext,
): Promise<ExitStatus> {
  const { host, json, texts } = context;
  const disk = given.disk === undefined ? undefined : await readDisk(given.disk, context);
  const isDiskAlone = disk !== undefined && operand === undefined && given.root === undefined;
  const input = isDiskAlone ? diskInput(disk, given, context) : await containerInput(operand, disk, given, context);
  const findings = await host.computing(() => lintSealed(input));
  const format = given.format ?? (json ? 'json' : 'text');
  await host.stdout.write(
    format === 'json'
      ? encodeJson({ findings })
      : format === 'sarif'
        ? renderSarif(findings)
        : renderLint(findings, texts, lookOf(host.stdout)),
  );
  return findings.some(({ level }) => level === 'error') ? exitStatus.differences : exitStatus.done;
}

async function readDisk(file: string, { host, texts }: CommandContext): Promise<GivenDisk> {
  const text = await readText(file, host);
  texts.add({ document: 'disk.yaml', file, text, format: 'yaml' });
  return { file, text, value: parseDiskDefinition(text, { document: 'disk.yaml', file }) };
}

/** A disk without a container is that of a sealed one. */
function diskInput(disk: GivenDisk, { arch }: LintGiven, { host }: CommandContext): LintInput {
  const container: ContainerInfo = {
    imgref: 'localhost/container',
    architecture: arch ?? machineArchitecture(host.machine),
    unifiedKernel: true,
    bootloader: 'systemd',
    defaultRootFs: 'ext4',
    size: bytes(1),
    os: { release: { id: 'linux', versionId: '1', name: 'Linux' }, diskDefinition: disk },
  };
  return plannedDisk(container);
}

async function containerInput(
  operand: string | undefined,
  disk: GivenDisk | undefined,
  given: LintGiven,
  context: CommandContext,
): Promise<LintInput> {
  const named = givenContainer(operand, given.root, context.host);
  const files = await readFiles(named, given, context, { files: [...inspectedFiles, ...lintedFiles] });
  const inspection = inspected(() => inspectFiles(files, named, { imgref: ownName(named.reference) ?? '' }).inspection);
  // Nothing else is known of a container whose image cannot be read.
  if (inspection instanceof Fault) return { notices: [], faults: [inspection] };
  return containerLintInput({ tree: files.tree, inspection }, files.architecture, disk);
}

/** The fault of an image that cannot be read is a finding; any other ends the command. */
function inspected(inspect: () => Inspection): Inspection | Fault {
  try {
    return inspect();
  } catch (error) {
    if (error instanceof Fault && error.code === 'inspect/unified-kernel') return error;
    throw error;
  }
}
