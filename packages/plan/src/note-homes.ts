import type { Customizations } from '@bootwright/blueprint';
import { inside, type Location } from '@bootwright/core';
import type { Counsel } from './counsel.ts';

/** Directories that are empty at each boot. */
const volatile = ['/dev', '/proc', '/run', '/sys', '/tmp', '/var/run'];

/** Directories that last; those at the root are links to /var in containers made for ostree. */
const lasting = ['/etc', '/home', '/media', '/mnt', '/opt', '/root', '/srv', '/usr/local', '/var'];

/** Adds a notice for each home that the booted system does not have, or where nothing can be written. */
export function noteHomes({ user: users = [] }: Customizations, at: Location, counsel: Counsel): void {
  for (const [index, { name, home = '' }] of users.entries()) {
    const reason = reasonAgainst(home);
    if (reason === undefined) continue;
    counsel.note({
      code: 'blueprint/home',
      message: `the home ${JSON.stringify(home)} of the user ${JSON.stringify(name)}: ${reason}`,
      at: inside(at, 'user', index, 'home'),
      hint: `set home = "/var/home/${name}"`,
    });
  }
}

function reasonAgainst(home: string): string | undefined {
  // Accounts of services have a home that is never there, and nothing expects it.
  if (home === '' || home === '/nonexistent') return undefined;
  if (!home.startsWith('/')) return 'it is not an absolute path, and useradd fails on it';
  const path = home.replace(/\/+/g, '/').replace(/(?<=.)\/$/, '');
  const isIn = (directory: string): boolean => path === directory || path.startsWith(`${directory}/`);
  const temporary = volatile.find(isIn);
  if (temporary !== undefined)
    return `the booted system mounts a file system of its own at ${temporary}, which is empty`;
  if (lasting.some(isIn)) return undefined;
  if (path === '/') return 'the root of a deployment is read-only';
  return 'outside of /etc and /var a deployment has what the container has, and is read-only';
}
