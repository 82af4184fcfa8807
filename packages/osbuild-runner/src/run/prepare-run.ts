import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defined, Fault, type Notice } from '@bootwright/core';
import { LogLines, type ManifestOutline, renderStorageConf } from '@bootwright/osbuild-monitor';
import { type Command, type CommandResult, type Environment, type Lease, outputText } from '@bootwright/process';
import { makeFolder, readTextIfThere } from '@bootwright/process/files';
import { canConfine } from '../host/probing.ts';
import { guestPlaces, jobFiles } from '../in-vm/guest-scripts.ts';
import { type PreparedVm, prepareVm } from '../in-vm/prepare-vm.ts';
import { osbuildCommand } from './osbuild-command.ts';
import type { OsbuildPlan } from './osbuild-plan.ts';
import type { OsbuildRequest, OsbuildRunning } from './osbuild-request.ts';
import { storageRead } from './podman-storage.ts';

/** A run that is ready to start. Its standard output will be that of osbuild's monitor. */
export interface PreparedRun {
  readonly command: Command;
  readonly environment: Readonly<Record<string, string>>;
  /** Whether standard input must stay open: QEMU stops forwarding the guest's output when it is closed. */
  readonly keepsInput: boolean;
  /** The file with osbuild's result. */
  readonly resultFile: string;
  readonly notices: readonly Notice[];
  /** The end of osbuild and its standard error, from the end of the command. */
  ended(command: CommandResult): { readonly command: CommandResult; readonly stderr: string };
}

/** Prepares a run on the host, in a container or not. */
export async function prepareHere(
  request: OsbuildRequest,
  outline: ManifestOutline,
  running: OsbuildRunning,
): Promise<PreparedRun> {
  const plan = await planHere(request, outline, running);
  return {
    command: osbuildCommand(plan),
    environment: ownersOf(request),
    keepsInput: false,
    resultFile: plan.resultFile,
    notices: [],
    ended: ownResult,
  };
}

const ownResult = (command: CommandResult) => ({
  command,
  stderr: 'stderr' in command ? outputText(command.stderr) : '',
});

/** Prepares a run in a virtual machine, with the files of the host. */
export async function prepareInVm(
  request: OsbuildRequest,
  outline: ManifestOutline,
  running: OsbuildRunning,
): Promise<PreparedRun> {
  const { vm, manifest, keepOwners: _keepOwners, ...rest } = request;
  if (vm === undefined) throw new Error('prepareInVm needs the options of a machine');
  const { lease, runner, environment = {} } = running;
  writeFileSync(join(lease.folder, 'manifest.json'), manifest);
  const command = osbuildCommand({
    ...rest,
    manifest: `${guestPlaces.job}/manifest.json`,
    outputDirectory: guestPlaces.output,
    store: guestPlaces.store,
    scratch: guestPlaces.store,
    resultFile: `${guestPlaces.job}/${jobFiles.result}`,
    runDirectory: '/run/osbuild',
    // The machine ends with the run.
    confined: false,
    containerName: `bootwright-build-${lease.id}`,
    lease: lease.id,
  });
  const storage = await storageRead(outline, runner);
  const job = {
    command,
    environment: { ...ownersOf(request), ...guestVariables(environment) },
    outputDirectory: request.outputDirectory,
    ...defined({ graphRoot: storage?.graphRoot }),
  };
  const prepared = await prepareVm(vm, job, { runner, lease, environment });
  return {
    command: prepared.command,
    environment: {},
    keepsInput: true,
    resultFile: prepared.resultFile,
    notices: prepared.notices,
    ended: (result) => guestResult(result, prepared),
  };
}

/** The end of the command in the guest; without its exit code the machine itself has failed. */
function guestResult(result: CommandResult, { exitFile, stderrFile, consoleFile }: PreparedVm) {
  if (result.kind !== 'exited' || result.code !== 0) return ownResult(result);
  const code = /^\d+$/m.exec(readTextIfThere(exitFile, 100))?.[0];
  if (code !== undefined) {
    return { command: { ...result, code: Number(code) }, stderr: readTextIfThere(stderrFile, mostStderr) };
  }
  const lines = new LogLines();
  const tail = [...lines.add(readTextIfThere(consoleFile, mostStderr)), ...lines.end()]
    .filter((line) => line !== '')
    .slice(-12);
  const silence = tail.length === 0 ? ', without output' : '';
  throw new Fault('host/vm', `the machine of --in-vm ended before osbuild did${silence}`, {
    quoted: tail,
    hint: 'try another kernel with --vm-kernel',
  });
}

const mostStderr = 1024 * 1024;

/** Variables with paths of programs, of client certificates, and of images, logins and settings of podman and skopeo. */
function guestVariables(environment: Environment): Readonly<Record<string, string>> {
  const entries = Object.entries(environment).flatMap(([name, value]) =>
    value !== undefined && /^(?:CONTAINERS_|OSBUILD_SOURCES_|(?:REGISTRY_AUTH_FILE|HOME|PATH)$)/.test(name)
      ? [[name, value] as const]
      : [],
  );
  return Object.fromEntries(entries);
}

function ownersOf({ keepOwners }: OsbuildRequest): Readonly<Record<string, string>> {
  return keepOwners ? {} : { OSBUILD_EXPORT_FORCE_NO_PRESERVE_OWNER: '1' };
}

/** Tracks the resources of the run, and creates them. */
async function planHere(
  { manifest, keepOwners: _keepOwners, vm: _vm, ...request }: OsbuildRequest,
  outline: ManifestOutline,
  { lease, runner }: OsbuildRunning,
): Promise<OsbuildPlan> {
  const { store, installation } = request;
  const scratch = join(store, `bootwright-${lease.id}`);
  const containerName = `bootwright-build-${lease.id}`;
  const hint = 'name another folder with --cache';
  for (const folder of [join(store, 'tmp'), join(store, 'stage')]) makeFolder(folder, { hint });
  lease.note({ kind: 'path', path: scratch });
  for (const folder of [join(scratch, 'tmp'), join(scratch, 'stage')]) makeFolder(folder, { hint });
  if (installation.kind === 'container') {
    lease.note({ kind: 'container', engine: installation.engine, name: containerName });
  }
  const podman = installation.kind === 'container' ? await podmanOutside(outline, { lease, runner }) : undefined;
  const plan = {
    ...request,
    manifest: join(lease.folder, 'manifest.json'),
    resultFile: join(lease.folder, 'result.json'),
    runDirectory: runDirectory(lease),
    scratch,
    confined: installation.kind === 'program' && (await canConfine(runner)),
    containerName,
    lease: lease.id,
    ...defined({ podman }),
  };
  writeFileSync(plan.manifest, manifest);
  return plan;
}

/** The images of podman for osbuild in a container, with a storage.conf for them. */
async function podmanOutside(
  outline: ManifestOutline,
  { lease, runner }: Pick<OsbuildRunning, 'lease' | 'runner'>,
): Promise<OsbuildPlan['podman']> {
  const storage = await storageRead(outline, runner);
  if (storage === undefined) return undefined;
  const configuration = join(lease.folder, 'storage.conf');
  writeFileSync(configuration, renderStorageConf(storage.driver));
  return { graphRoot: storage.graphRoot, configuration };
}

/** A path of a socket has at most 107 bytes (unix(7)), of which osbuild needs 24; with a longer path osbuild hangs. */
function runDirectory(lease: Lease): string {
  const path = join(lease.runFolder, 'r');
  if (Buffer.byteLength(path) <= 107 - 24) return path;
  // Of its own for each run: a build of several manifests runs osbuild several times under one lease.
  const short = join(tmpdir(), `bw-${randomBytes(8).toString('hex')}`);
  lease.note({ kind: 'path', path: short });
  mkdirSync(short, { mode: 0o700 });
  return short;
}
