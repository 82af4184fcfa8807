import { readdirSync, readFileSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandRunner } from '@bootwright/process';
import { outputText } from '@bootwright/process';
import type { EngineName } from '../../engine-image.ts';
import { ownerLabel, parseOwnedContainers, parseOwner, placeLabel } from '../../engine-owner.ts';
import { notePrefix } from '../../engine-script.ts';
import { isAlive, thisProcess } from './process-owner.ts';
import { isRootless, noteDirectory } from './storage-user.ts';

/** What earlier runs had left. */
export interface Swept {
  readonly containers: readonly string[];
  /** Ids of images that were unmounted. */
  readonly images: readonly string[];
}

interface SweepOptions {
  readonly runner: CommandRunner;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
}

/**
 * Removes the containers, and unmounts the images, of processes of this machine that are gone: of those that were
 * killed together with the guardian that would have done it. Where the engine cannot be asked there is nothing to do;
 * whoever needs it says why.
 */
export async function sweep(engine: EngineName, options: SweepOptions): Promise<Swept> {
  const images = engine === 'podman' ? await sweepMounts(options) : [];
  return { containers: await sweepContainers(engine, options), images };
}

async function sweepContainers(engine: EngineName, { runner, signal }: SweepOptions): Promise<readonly string[]> {
  const { place } = thisProcess();
  const label = engine === 'podman' ? `{{index .Labels "${ownerLabel}"}}` : `{{.Label "${ownerLabel}"}}`;
  const filter = ['--filter', `label=${placeLabel}=${place}`];
  const list = [engine, 'ps', '--all', '--no-trunc', ...filter, '--format', `{{.ID}} ${label}`];
  const options = { timeoutMilliseconds: 30_000, ...(signal === undefined ? {} : { signal }) };
  const listed = await runner.run(list, options);
  if (listed.kind !== 'exited' || listed.code !== 0) return [];
  const ids = parseOwnedContainers(outputText(listed.stdout))
    .filter((container) => !isAlive(container))
    .map(({ id }) => id);
  // One by one: that another run has just removed one keeps none of the others.
  for (const id of ids) await runner.run([engine, 'rm', '--force', '--volumes', id], options);
  return ids;
}

async function sweepMounts({ runner, environment, signal }: SweepOptions): Promise<readonly string[]> {
  const directory = noteDirectory(environment);
  const images: string[] = [];
  for (const name of directory === undefined ? [] : namesIn(directory)) {
    const owner = name.startsWith(notePrefix) ? parseOwner(name.slice(notePrefix.length)) : undefined;
    if (directory === undefined || owner === undefined || isAlive(owner)) continue;
    const id = takeNote(join(directory, name));
    if (id === undefined) continue;
    const unmount = [...(isRootless() ? ['podman', 'unshare'] : []), 'podman', 'image', 'unmount', id];
    await runner.run(unmount, { timeoutMilliseconds: 30_000, ...(signal === undefined ? {} : { signal }) });
    images.push(id);
  }
  return images;
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

/** Only one of several runs gets a note, so that no mount is given back twice. */
function takeNote(file: string): string | undefined {
  try {
    const id = readFileSync(file, 'latin1').trim();
    unlinkSync(file);
    return /^[0-9a-f]{64}$/.test(id) ? id : undefined;
  } catch {
    return undefined;
  }
}
