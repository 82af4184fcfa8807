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
 * Checks the requirements of a build before it starts. Faults: `host/…` for each missing one, with a hint; a doubtful one
 * is a notice.
 */
export async function checkHost(build: CheckedBuild): Promise<void> {
  const { runner, lease, context } = build;
  await checkArchitecture(build);
  const needs = distinct(build.jobs.flatMap((job) => needsOf(job, build)));
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

function needsOf(job: BuildJob, { planned, places, given, context: { host } }: CheckedBuild): readonly HostNeed[] {
  const outline = neededFor(exportsOf(job), parseManifestOutline(job.manifest));
  const installation = installationOf(given, host);
  const space = spaceNeeded(outline, exportsOf(job), planned.containerSize);
  const images = outline.localImages.map((id): HostNeed => {
    const name = planned.references?.get(id);
    return { kind: 'image', id, ...defined({ name }) };
  });
  return [
    ...buildNeeds(outline, { installation, ...machineOf(given, architectureOf(planned, host), host) }),
    ...images,
    {
      kind: 'space',
      what: 'the cache',
      path: given.inVm ? (host.environment.TMPDIR ?? '/var/tmp') : cacheOf(given, host),
      ...space.cache,
    },
    ...places.map((path): HostNeed => ({ kind: 'space', what: 'the image', path, ...space.output })),
  ];
}

function distinct(needs: readonly HostNeed[]): readonly HostNeed[] {
  return [...new Map(needs.map((need) => [JSON.stringify(need), need])).values()];
}

function noticeOf({ need, title, found, cure }: HostFinding): Notice {
  return { code: `host/${need.kind}`, message: `${title}: ${found}`, ...defined({ hint: cure }) };
}

function faultOf({ need, title, found, cure }: HostFinding): Fault {
  const hint = cure === undefined ? {} : { hint: cure };
  return new Fault(`host/${need.kind}`, `the build needs ${title}: ${found}`, hint);
}
