import { readFileSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadOptions } from '@bootwright/container-image';
import { defined } from '@bootwright/core';
import {
  isAlive,
  listDirectory,
  outputText,
  ownerLabel,
  parseOwner,
  placeLabel,
  thisProcess,
} from '@bootwright/process';
import type { EngineName, MountedImage } from '../engine-image.ts';
import { parseMountedImage } from '../engine-image.ts';
import { notePrefix } from '../engine-script.ts';
import { parseOwnedContainers } from './engine-owner.ts';
import { isRootless, noteDirectory } from './storage-user.ts';

/** What earlier runs had left. */
export interface Swept {
  readonly containers: readonly string[];
  /** Ids of images that were unmounted. */
  readonly images: readonly string[];
}

type SweepOptions = Pick<ReadOptions, 'runner' | 'environment' | 'signal'>;

/**
 * Removes the containers, and unmounts the images, of processes of this machine that are gone: of those that were
 * killed together with their cleanup process. Without an engine there is nothing to do; the commands that need it report
 * why.
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
  const options = { timeoutMilliseconds: 30_000, ...defined({ signal }) };
  const listed = await runner.run(list, options);
  if (listed.kind !== 'exited' || listed.code !== 0) return [];
  const ids = parseOwnedContainers(outputText(listed.stdout))
    .filter((container) => !isAlive(container))
    .map(({ id }) => id);
  // One by one: that another run has just removed one keeps none of the others.
  for (const id of ids) await runner.run([engine, 'rm', '--force', '--volumes', id], options);
  return ids;
}

/** A mount that a killed cleanup process has noted. */
interface Note extends MountedImage {
  readonly file: string;
}

async function sweepMounts({ runner, environment, signal }: SweepOptions): Promise<readonly string[]> {
  const notes = orphanedNotes(noteDirectory(environment));
  if (notes.length === 0) return [];
  const podman = [...(isRootless() ? ['podman', 'unshare'] : []), 'podman', 'image'];
  const options = { timeoutMilliseconds: 30_000, ...defined({ signal }) };
  const listed = await runner.run([...podman, 'mount', '--format', 'json'], options);
  const mounted = 'stdout' in listed ? outputText(listed.stdout) : '';
  const images: string[] = [];
  for (const note of notes) {
    // Podman may have several storages, and this note may speak of another one.
    if (!mounted.includes(JSON.stringify(note.directory)) || !take(note)) continue;
    await runner.run([...podman, 'unmount', note.id], options);
    images.push(note.id);
  }
  return images;
}

function orphanedNotes(directory: string | undefined): readonly Note[] {
  if (directory === undefined) return [];
  return listDirectory(directory).flatMap((name) => {
    const owner = name.startsWith(notePrefix) ? parseOwner(name.slice(notePrefix.length)) : undefined;
    return owner === undefined || isAlive(owner) ? [] : readNote(join(directory, name));
  });
}

function readNote(file: string): readonly Note[] {
  try {
    const image = parseMountedImage(readFileSync(file, 'utf8'));
    return image === undefined ? [] : [{ file, ...image }];
  } catch {
    return [];
  }
}

/** Only one of several runs gets a note, so that no mount is given back twice. */
function take({ file }: Note): boolean {
  try {
    unlinkSync(file);
    return true;
  } catch {
    return false;
  }
}
