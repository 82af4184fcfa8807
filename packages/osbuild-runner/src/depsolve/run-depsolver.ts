import { existsSync } from 'node:fs';
import { bytes, Fault, MiB, objectOf, parsedJson, shownLine, textOf } from '@bootwright/core';
import type { ResolvedPackages } from '@bootwright/osbuild';
import {
  type Command,
  type CommandRunner,
  commandFault,
  type Environment,
  findProgram,
  outputText,
} from '@bootwright/process';
import { parseDepsolveAnswer } from './depsolve-answer.ts';
import { type DepsolveRequest, encodeDepsolveRequest } from './depsolve-request.ts';

/** How packages are looked up: by osbuild-depsolve-dnf of this host, or of a container image. */
export type Depsolver =
  | { readonly kind: 'program'; readonly program: string }
  | { readonly kind: 'container'; readonly engine: 'podman' | 'docker'; readonly image: string };

export interface Depsolving {
  readonly runner: CommandRunner;
  readonly signal?: AbortSignal;
}

const program = 'osbuild-depsolve-dnf';
/** Where packages of osbuild install it, which is not on the PATH. */
const places = ['/usr/libexec', '/usr/lib/osbuild'].map((folder) => `${folder}/${program}`);

/** The depsolver of this host: that of OSBUILD_DEPSOLVE_DNF, of the PATH, or of osbuild's package; absent for none. */
export function findDepsolver(environment: Environment): Depsolver | undefined {
  const named = environment.OSBUILD_DEPSOLVE_DNF ?? '';
  const found = named === '' ? (findProgram(program, environment) ?? places.find((path) => existsSync(path))) : named;
  return found === undefined ? undefined : { kind: 'program', program: found };
}

/** dnf downloads the metadata of all repositories; its answer lists some thousand packages with their dependencies. */
const patience = 30 * 60 * 1000;
const longestAnswer = bytes(MiB(256));

/**
 * Finds packages and all that they need. Faults: `depsolve/failed` with the reason of dnf, `depsolve/answer`,
 * `depsolve/late` after half an hour, and those of starting the program.
 */
export async function depsolve(
  request: DepsolveRequest,
  depsolver: Depsolver,
  depsolving: Depsolving,
): Promise<ResolvedPackages> {
  const answer = await answerOf(request, 2, { depsolver, ...depsolving });
  // Version 1 does not know the member that names the version, or rejects it.
  const isOld = 'kind' in answer && answer.kind === 'InvalidRequest' && /version/i.test(answer.reason);
  const last = isOld ? await answerOf(request, 1, { depsolver, ...depsolving }) : answer;
  if (!('kind' in last)) return parseDepsolveAnswer(last.text);
  throw new Fault('depsolve/failed', `the packages of ${request.name} were not found: ${last.reason}`, {
    hint: 'check the repositories in etc/yum.repos.d of the container, or use the image type "bootc-installer", which needs no packages',
  });
}

type Answer = { readonly text: string } | { readonly kind: string; readonly reason: string };

async function answerOf(
  request: DepsolveRequest,
  version: 1 | 2,
  { depsolver, runner, signal }: Depsolving & { readonly depsolver: Depsolver },
): Promise<Answer> {
  // A program that writes without end is not waited for.
  const tooLong = new AbortController();
  let written = 0;
  const result = await runner.run(depsolveCommand(depsolver, request), {
    stdin: encodeDepsolveRequest(request, version),
    timeoutMilliseconds: patience,
    maximumStdout: longestAnswer,
    onOutput: (piece, stream) => {
      if (stream === 'stdout') written += piece.length;
      if (written > longestAnswer) tooLong.abort();
    },
    signal: AbortSignal.any([tooLong.signal, ...(signal === undefined ? [] : [signal])]),
  });
  signal?.throwIfAborted();
  if (result.kind === 'timed-out') {
    const message = `the packages of ${request.name} were not found within ${patience / 60_000} minutes`;
    const hint = 'check that the repositories of the container can be reached from this host';
    throw new Fault('depsolve/late', message, { hint });
  }
  if (tooLong.signal.aborted || (result.kind === 'exited' && result.stdout.dropped > 0)) {
    throw new Fault('depsolve/answer', 'the answer of the depsolver is longer than 256 MiB', {
      hint: 'check the repositories in etc/yum.repos.d of the container',
    });
  }
  if (result.kind === 'exited') {
    const text = outputText(result.stdout);
    if (result.code === 0) return { text };
    const { kind, reason } = objectOf(parsedJson(text));
    const said = (textOf(reason) ?? '').slice(0, 2000).trim().replace(/\s+/g, ' ');
    if (typeof kind === 'string') return { kind, reason: shownLine(said) };
  }
  throw commandFault(result) ?? new Fault('depsolve/failed', 'the depsolver ended without an answer');
}

function depsolveCommand(depsolver: Depsolver, { rootDirectory, cacheDirectory }: DepsolveRequest): Command {
  if (depsolver.kind === 'program') return [depsolver.program];
  const { engine, image } = depsolver;
  const mounts = [`${rootDirectory}:${rootDirectory}:ro`, `${cacheDirectory}:${cacheDirectory}`];
  return [
    ...[engine, 'run', '--rm', '--interactive', '--network', 'host', '--security-opt', 'label=disable'],
    ...mounts.flatMap((mount) => ['--volume', mount]),
    ...['--entrypoint', places[0] ?? '', image],
  ];
}
