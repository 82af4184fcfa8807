import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { defined, Fault, type Notice, pushAll } from '@bootwright/core';
import { readConfigurationText } from './configuration-file.ts';
import type { RegistriesConf, RegistryEntry } from './registries-conf.ts';
import { parseRegistriesConf } from './registries-conf.ts';

const machineFolder = '/etc/containers';
const userFolder = '.config/containers';

/**
 * The registries of podman and skopeo (containers-registries.conf(5)): the file that `CONTAINERS_REGISTRIES_CONF` names,
 * or the user's, or the machine's; and the files of registries.conf.d, of which a later one replaces entries of the same
 * prefix. A user's file replaces the machine's file and folder. Faults: `registry/registries-conf`.
 */
export async function readRegistries(
  environment: Readonly<Record<string, string | undefined>>,
  signal?: AbortSignal,
): Promise<RegistriesConf> {
  const { CONTAINERS_REGISTRIES_CONF: named, HOME: home } = environment;
  const user = home ? join(home, userFolder) : undefined;
  const userFile =
    user === undefined || named ? undefined : await readIfThere(join(user, 'registries.conf'), false, signal);
  const folders = [...(userFile === undefined ? [machineFolder] : []), ...(user === undefined ? [] : [user])];
  const main = named || join(userFile === undefined ? machineFolder : (user ?? ''), 'registries.conf');
  const files = [main, ...(await Promise.all(folders.map(dropIns))).flat()];
  const entries = new Map<string, RegistryEntry>();
  const notices: Notice[] = [];
  let searched: readonly string[] | undefined;
  for (const [index, file] of files.entries()) {
    const text =
      index === 0 && userFile !== undefined ? userFile : await readIfThere(file, index === 0 && Boolean(named), signal);
    if (text === undefined) continue;
    const conf = parseRegistriesConf(text, { file, isDropIn: index > 0 });
    // In one file the first entry of a prefix counts.
    for (const entry of [...conf.entries].reverse()) entries.set(entry.prefix, entry);
    pushAll(notices, conf.notices);
    searched = conf.searched ?? searched;
  }
  return { entries: [...entries.values()], ...defined({ searched }), notices };
}

async function dropIns(folder: string): Promise<readonly string[]> {
  const directory = join(folder, 'registries.conf.d');
  const names = await readdir(directory).catch(() => []);
  return names
    .filter((name) => name.endsWith('.conf'))
    .sort()
    .map((name) => join(directory, name));
}

function readIfThere(path: string, isNamed: boolean, signal?: AbortSignal): Promise<string | undefined> {
  const hint = isNamed
    ? 'CONTAINERS_REGISTRIES_CONF names this file: name another, or unset it'
    : 'check who may read it';
  const fault = (code: string) =>
    new Fault('registry/registries-conf', `cannot read ${JSON.stringify(path)}: ${code}`, {
      at: { document: 'registries.conf', file: path },
      hint,
    });
  return readConfigurationText(path, { isNamed, signal, fault });
}
