import type { Customizations } from '@bootwright/blueprint';
import type { PlanContext } from '@bootwright/build-request';
import type { WritableDirectories } from '@bootwright/container-facts';
import { inside } from '@bootwright/core';
import type { CustomizationFacts } from '../customizations/customization-facts.ts';

/** Directories that are empty at each boot. */
const volatile = ['/dev', '/proc', '/run', '/sys', '/tmp', '/var/run'];

/** Directories that last; those at the root are links to /var in containers made for ostree. */
const lasting = ['/etc', '/home', '/media', '/mnt', '/opt', '/root', '/srv', '/usr/local', '/var'];

/** Adds a notice for each home that the booted system does not have, or where nothing can be written. */
export function noteHomes(
  { user: users = [] }: Customizations,
  { at, directories }: Pick<CustomizationFacts, 'at' | 'directories'>,
  context: PlanContext,
): void {
  for (const [index, { name, home = '' }] of users.entries()) {
    const reason = reasonAgainst(home, directories);
    if (reason === undefined) continue;
    context.note({
      code: 'blueprint/home',
      message: `the home ${JSON.stringify(home)} of the user ${JSON.stringify(name)}: ${reason}`,
      at: inside(at, 'user', index, 'home'),
      hint: `set home = "/var/home/${name}"`,
    });
  }
}

function reasonAgainst(home: string, directories: WritableDirectories | undefined): string | undefined {
  // Accounts of services have a home that is never there, and nothing expects it.
  if (home === '' || home === '/nonexistent') return undefined;
  if (!home.startsWith('/')) return 'it is not an absolute path, and useradd fails on it';
  if (/^\/+$/.test(home)) {
    return 'image-builder takes the slash off, so that useradd makes no home, and the account has the usual path';
  }
  const path = followed(home.replace(/\/+/g, '/').replace(/(?<=.)\/$/, ''), directories);
  const isIn = (directory: string): boolean => path === directory || path.startsWith(`${directory}/`);
  const temporary = volatile.find(isIn);
  if (temporary !== undefined)
    return `the booted system mounts a file system of its own at ${temporary}, which is empty`;
  const real = directories?.real.find(isIn);
  if (real !== undefined) return `${real} is a directory of the container, not a link into /var, and is read-only`;
  if (lasting.some(isIn)) return undefined;
  return 'outside of /etc and /var a deployment has what the container has, and is read-only';
}

/** The path behind the container's links. */
function followed(path: string, directories: WritableDirectories | undefined): string {
  const link = directories?.links.find((one) => path === one.path || path.startsWith(`${one.path}/`));
  return link === undefined ? path : `${link.target}${path.slice(link.path.length)}`;
}
