import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseOsbuildResult } from '@bootwright/osbuild-monitor';
import { outputText } from '@bootwright/process';
import type { OsbuildInstallation } from '../run/osbuild-plan.ts';
import type { HostFact } from './host-need.ts';
import { lastLine, outputOf, type Probing, succeeded, timeLimit } from './probing.ts';

/** Probes the version of osbuild, and with `--inspect` whether it knows every module of a manifest. */
export async function probeOsbuild(
  installation: OsbuildInstallation,
  manifest: string | undefined,
  probing: Probing,
): Promise<HostFact> {
  if (installation.kind === 'container') return probeContainer(installation, probing);
  const { runner, lease } = probing;
  const options = { ...timeLimit, env: lease.environment };
  const libdir = installation.libdir === undefined ? [] : ['--libdir', installation.libdir];
  const asked = await runner.run([installation.program, '--version'], options);
  if (asked.kind === 'not-found') return { kind: 'absent', why: `${installation.program} not found` };
  if (!succeeded(asked)) return { kind: 'absent', why: `it does not start: ${lastLine(outputOf(asked))}` };
  const version = /\d+(?:\.\d+)*/.exec(outputOf(asked))?.[0];
  const detail = version === undefined ? 'unknown version' : `version ${version}`;
  if (manifest === undefined) return { kind: 'present', detail };
  const file = join(lease.folder, 'inspected.json');
  writeFileSync(file, manifest);
  const inspected = await runner.run([installation.program, ...libdir, '--inspect', file], options);
  if (succeeded(inspected)) return { kind: 'present', detail: `${detail}, knows every stage of the manifest` };
  const result = parseOsbuildResult('stdout' in inspected ? outputText(inspected.stdout) : '');
  if (result.kind !== 'invalid') return { kind: 'unknown', why: `${detail}: ${lastLine(outputOf(inspected))}` };
  const unknown = result.errors.flatMap(
    ({ message }) => /^could not find schema information for '(.+)'$/.exec(message)?.[1] ?? [],
  );
  if (unknown.length === 0) {
    return { kind: 'absent', why: `${detail} rejects the manifest: ${result.errors[0]?.message}` };
  }
  return {
    kind: 'absent',
    why: `${detail} does not know ${[...new Set(unknown)].join(', ')}`,
    hint: 'install a newer osbuild and its packages osbuild-ostree, osbuild-lvm2, osbuild-luks2 and osbuild-tools',
  };
}

/** Probes whether the engine has the image, without starting it. */
async function probeContainer(
  { engine, image }: OsbuildInstallation & { readonly kind: 'container' },
  { runner, lease }: Probing,
): Promise<HostFact> {
  const found = await runner.run([engine, 'image', 'inspect', image], { ...timeLimit, env: lease.environment });
  if (found.kind === 'not-found') return { kind: 'unknown', why: `${engine} is missing` };
  if (succeeded(found)) return { kind: 'present', detail: `${engine} has the image` };
  return { kind: 'unknown', why: `${engine} does not have the image yet, and fetches it when it is needed` };
}
