import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '@bootwright/core';
import type { RegistryEntry } from '../../registries-conf.ts';
import { parseRegistriesConf } from '../../registries-conf.ts';
import { readConfigurationFile } from './configuration-file.ts';

const machineFolder = '/etc/containers';

/**
 * The registries that podman and skopeo know of (containers-registries.conf(5)): the file that
 * `CONTAINERS_REGISTRIES_CONF` names, alone; else the user's or the machine's, and the files of registries.conf.d, of
 * which a later one replaces entries of the same prefix. Faults: `registry/registries-conf`.
 */
export async function readRegistries(
  environment: Readonly<Record<string, string | undefined>>,
  signal?: AbortSignal,
): Promise<readonly RegistryEntry[]> {
  const { CONTAINERS_REGISTRIES_CONF: named, HOME: home } = environment;
  if (named) return parseRegistriesConf((await readIfThere(named, true, signal)) ?? '', named);
  const folders = [machineFolder, ...(home ? [join(home, '.config/containers')] : [])];
  const files = [await mainFile(folders, signal), ...(await Promise.all(folders.map(dropIns))).flat()];
  const entries = new Map<string, RegistryEntry>();
  for (const file of files) {
    const text = file === undefined ? undefined : await readIfThere(file, false, signal);
    if (file === undefined || text === undefined) continue;
    for (const entry of parseRegistriesConf(text, file)) entries.set(entry.prefix, entry);
  }
  return [...entries.values()];
}

/** The user's file takes the place of the machine's. */
async function mainFile(folders: readonly string[], signal?: AbortSignal): Promise<string | undefined> {
  for (const folder of [...folders].reverse()) {
    const file = join(folder, 'registries.conf');
    if ((await readIfThere(file, false, signal)) !== undefined) return file;
  }
  return undefined;
}

async function dropIns(folder: string): Promise<readonly string[]> {
  const directory = join(folder, 'registries.conf.d');
  const names = await readdir(directory).catch(() => []);
  return names
    .filter((name) => name.endsWith('.conf'))
    .sort()
    .map((name) => join(directory, name));
}

async function readIfThere(path: string, isNamed: boolean, signal?: AbortSignal): Promise<string | undefined> {
  try {
    return (await readConfigurationFile(path, signal)).toString();
  } catch (error) {
    signal?.throwIfAborted();
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (!isNamed && (code === 'ENOENT' || code === 'ENOTDIR')) return undefined;
    throw new Fault('registry/registries-conf', `cannot read ${JSON.stringify(path)}: ${code}`, {
      at: { document: 'registries.conf', file: path },
      hint: isNamed ? 'CONTAINERS_REGISTRIES_CONF names this file: name another, or unset it' : 'check who may read it',
    });
  }
}
