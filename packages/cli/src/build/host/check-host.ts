import { defined, Fault, type Notice, parseArchitecture, throwFaults } from '@bootwright/core';
import { findImageType } from '@bootwright/image-types';
import { neededFor, parseManifestOutline } from '@bootwright/osbuild-monitor';
import { buildNeeds, diagnoseHost, type HostFinding, type HostNeed, readHost } from '@bootwright/osbuild-runner';
import { machineArchitecture } from '../../container/machine-architecture.ts';
import { type BuildJob, exportsOf } from '../build-job.ts';
import { architectureOf, machineOf } from '../build-vm.ts';
import type { CheckedBuild } from '../checked-build.ts';
import { foreignArchitecture } from './foreign-architecture.ts';
import { cacheOf, installationOf } from './installation.ts';
import { spaceNeeded } from './space-needed.ts';

/**
 * Checks the requirements of a build before it starts; `places` are the folders for finished images and for drafts.
 * Faults: `host/…` for each missing one, with a hint; a doubtful one is a notice.
 */
export async function checkHost(build: CheckedBuild, places: readonly string[]): Promise<void> {
  const { runner, lease, context } = build;
  await checkArchitecture(build);
  const all = build.jobs.flatMap((job) => needsOf(job, build, places));
  const needs = [...new Map(all.map((need) => [JSON.stringify(need), need])).values()];
  const findings = diagnoseHost(await readHost(needs, { runner, lease, environment: context.host.environment }));
  await context.report(findings.filter(({ state }) => state === 'doubtful').map(noticeOf));
  throwFaults(findings.filter(({ state }) => state === 'missing').map(faultOf));
}

/** The image of a given manifest may be for any architecture. */
async function checkArchitecture({ planned, context }: CheckedBuild): Promise<void> {
  if (planned.architecture === undefined) return;
  const types = planned.targets.map(({ type }) => findImageType(type));
  const found = foreignArchitecture({
    architecture: parseArchitecture(planned.architecture),
    host: machineArchitecture(context.host.machine),
    isIso: types.some(({ kind }) => kind === 'live-iso' || kind === 'installer-iso'),
  });
  if (found instanceof Fault) throw found;
  if (found !== undefined) await context.report([found]);
}

function needsOf(
  job: BuildJob,
  { planned, given, context: { host } }: CheckedBuild,
  places: readonly string[],
): readonly HostNeed[] {
  const outline = neededFor(exportsOf(job), parseManifestOutline(job.manifest));
  const installation = installationOf(given, host);
  const space = spaceNeeded(outline, exportsOf(job), planned.containerSize);
  return [
    ...buildNeeds(outline, { installation, ...machineOf(given, architectureOf(planned, host), host) }),
    ...outline.localImages.map(
      (id): HostNeed => ({ kind: 'image', id, ...defined({ name: planned.references?.get(id) }) }),
    ),
    {
      kind: 'space',
      what: 'the cache',
      path: given.inVm ? (host.environment.TMPDIR ?? '/var/tmp') : cacheOf(given, host),
      ...space.cache,
    },
    ...places.map((path): HostNeed => ({ kind: 'space', what: 'the image', path, ...space.output })),
  ];
}

function noticeOf({ need, title, found, cure }: HostFinding): Notice {
  return { code: `host/${need.kind}`, message: `${title}: ${found}`, ...defined({ hint: cure }) };
}

function faultOf({ need, title, found, cure }: HostFinding): Fault {
  return new Fault(`host/${need.kind}`, `the build needs ${title}: ${found}`, defined({ hint: cure }));
}
