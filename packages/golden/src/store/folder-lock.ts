import { hostname } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { Fault } from '@bootwright/core';
import { isAlive, parseOwner, renderOwner, thisProcess } from '@bootwright/process';
import { createFileIn, orFileFault, removeFileBeneath } from '@bootwright/process/files';
import { type OpenFolder, readTextBeneath } from './read-text.ts';

export const lockName = '.golden-lock';
const markerName = '.golden-lock-taken';

/** How long an update waits for another one, and how often it looks. */
const patience = { milliseconds: 60_000, interval: 20 };

/**
 * Runs `work` while no other update of the folder runs. The lock of a process that has ended is replaced. Signals are handled while it waits. Faults: `golden/locked`, `file/…`.
 */
export async function withLock<T>(folder: OpenFolder, work: () => T): Promise<T> {
  const { pid, start, place } = thisProcess();
  const own = `${hostname()} ${renderOwner({ pid, start })} ${place}\n`;
  const end = Date.now() + patience.milliseconds;
  while (!create(folder, lockName, own)) {
    const holder = readTextBeneath(folder, [lockName]);
    if (holder === undefined) continue;
    if (isGone(holder)) takeAway(folder, holder);
    else if (Date.now() > end) throw lockedFault(`${folder.name}/${lockName}`, holder);
    await setTimeout(patience.interval);
  }
  try {
    return work();
  } finally {
    remove(folder, lockName);
  }
}

/** Removes the lock of a process that is gone. The marker sees to it that one taker alone does, and that it looks again. */
function takeAway(folder: OpenFolder, holder: string): void {
  if (!create(folder, markerName, '')) return;
  if (readTextBeneath(folder, [lockName]) === holder) remove(folder, lockName);
  remove(folder, markerName);
}

/** A process of another host, or of another space of process ids, may live. */
function isGone(holder: string): boolean {
  const [host, text = '', place = ''] = holder.trim().split(' ');
  const owner = parseOwner(text);
  const here = thisProcess().place;
  if (owner === undefined) return false;
  if (place === here) return !isAlive(owner);
  // The same host before its last start.
  return host === hostname() && bootOf(place) !== bootOf(here);
}

function bootOf(place: string): string {
  return place.split('/', 1)[0] ?? '';
}

function create(folder: OpenFolder, name: string, text: string): boolean {
  return orFileFault('write', `${folder.name}/${name}`, () => createFileIn(folder.handle, name, text));
}

function remove(folder: OpenFolder, name: string): void {
  orFileFault('remove', `${folder.name}/${name}`, () => removeFileBeneath(folder.handle, [name]));
}

/** Another update has the lock `file`; `holder` is what it wrote there. */
function lockedFault(file: string, holder: string): Fault {
  const [host = '', owner = ''] = holder.trim().split(' ');
  const who = /^[\w.-]{1,255} [\d:]{1,30}$/.test(`${host} ${owner}`)
    ? `process ${owner.split(':')[0]} on ${host}`
    : 'unknown';
  return new Fault('golden/locked', `another update is at work (${who})`, {
    at: { file },
    hint: `wait for it; if there is no such process any more, remove ${file}`,
  });
}
