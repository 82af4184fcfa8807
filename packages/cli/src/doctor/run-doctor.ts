import { GiB } from '@bootwright/core';
import { findImageType } from '@bootwright/image-types';
import { parseManifestOutline } from '@bootwright/osbuild-monitor';
import {
  bootNeeds,
  buildNeeds,
  diagnoseHost,
  type HostFinding,
  type HostNeed,
  readHost,
  usualBuildNeeds,
} from '@bootwright/osbuild-runner';
import { openLease } from '@bootwright/process';
import { machineModels } from '@bootwright/vm';
import { givenFlags, optionsFault } from '../arguments/options-fault.ts';
import { machineOf } from '../build/build-vm.ts';
import { cacheOf, checkOsbuildOptions, installationOf } from '../build/host/installation.ts';
import { sweepBefore } from '../build/host/sweep-before.ts';
import type { CommandContext } from '../command.ts';
import { machineArchitecture } from '../container/machine-architecture.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { encodeJson } from '../files/encode-json.ts';
import { readText } from '../files/read-text.ts';
import type { Host } from '../host.ts';
import { lookOf } from '../terminal/look.ts';
import { type DoctorGiven, optionsOf } from './doctor-command.ts';
import { type NeedGroup, renderNeeds } from './render-needs.ts';

/** Prints whether this host meets each requirement for building and booting; status 5 if one is missing. */
export async function runDoctor(given: DoctorGiven, context: CommandContext): Promise<ExitStatus> {
  const { host, json } = context;
  checkOptions(given, host.environment);
  const wanted = await neededThings(given, context);
  const groups = await host.interruptible(async () => {
    const runner = await host.commandRunner(host.environment);
    await sweepBefore(runner, context);
    await using lease = openLease('doctor', { runner, environment: host.environment });
    const found: NeedGroup[] = [];
    for (const { title, needs } of wanted) {
      const facts = await readHost(needs, { runner, lease, environment: host.environment });
      found.push({ title, findings: diagnoseHost(facts) });
    }
    return found;
  });
  if (json) await host.stdout.write(encodeJson({ needs: groups.flatMap(encodeGroup) }));
  else await host.stdout.write(renderNeeds(groups, lookOf(host.stdout)));
  const isMissing = groups.some(({ findings }) => findings.some(({ state }) => state === 'missing'));
  return isMissing ? exitStatus.host : exitStatus.done;
}

/** Rejects options that exclude or need each other (`usage/options`). */
function checkOptions(given: DoctorGiven, environment: Host['environment']): void {
  checkOsbuildOptions(given);
  if (given.manifest !== undefined && given.type.length > 0) {
    throw optionsFault('--manifest and --type both say what to build', 'leave one of them out');
  }
  if (given.for === undefined) return;
  const [ignored] = givenFlags(optionsOf[given.for === 'boot' ? 'build' : 'boot'], given, environment);
  if (ignored === undefined) return;
  throw optionsFault(`${ignored} has no effect with --for ${given.for}`, `leave out ${ignored}, or --for`);
}

async function neededThings(given: DoctorGiven, context: CommandContext) {
  const { host } = context;
  for (const type of given.type.flat()) findImageType(type);
  const architecture = given.arch ?? machineArchitecture(host.machine);
  const boot = { title: 'Booting', needs: bootNeeds(architecture, machineModels[architecture].program) };
  if (given.for === 'boot') return [boot];
  const build = { title: 'Building', needs: await needsOfBuilding(given, context) };
  return given.for === 'build' ? [build] : [build, boot];
}

async function needsOfBuilding(given: DoctorGiven, { host }: CommandContext): Promise<readonly HostNeed[]> {
  const options = {
    installation: installationOf(given, host),
    ...machineOf(given, machineArchitecture(host.machine), host),
  };
  const cache: HostNeed = {
    kind: 'space',
    what: 'the cache',
    path: cacheOf(given, host),
    least: GiB(2),
    most: GiB(20),
  };
  if (given.manifest === undefined) return [...usualBuildNeeds(options), cache];
  const manifest = await readText(given.manifest, host);
  const outline = parseManifestOutline(manifest, { document: 'manifest', file: given.manifest });
  const needs = buildNeeds(outline, options).map((need) => (need.kind === 'osbuild' ? { ...need, manifest } : need));
  return [...needs, cache];
}

/** `{"for","need","title","state","found","cure"}` of each requirement. */
function encodeGroup({ title, findings }: NeedGroup): readonly object[] {
  return findings.map(({ need, cure, ...finding }: HostFinding) => ({
    for: title === 'Building' ? 'build' : 'boot',
    need: need.kind,
    ...finding,
    cure,
  }));
}
