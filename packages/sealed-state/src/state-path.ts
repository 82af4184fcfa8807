import { usualLinks } from '@bootwright/blueprint';

/** What of the root directory is known, as facts of a container have it. */
export interface KnownDirectories {
  /** Those that are directories. */
  readonly real: readonly string[];
  /** Those that are links, and where they lead. */
  readonly links: readonly { readonly path: string; readonly target: string }[];
}

/**
 * The path below /etc or /var where the running system finds `path`, through the links of the container; where it is not
 * known, through those of containers made for ostree. Absent for a path that a sealed deployment cannot have.
 */
export function writablePath(path: string, directories?: KnownDirectories): string | undefined {
  const followed = follow(path, directories);
  return /^\/(etc|var)\//.test(followed) ? followed : undefined;
}

function follow(path: string, directories?: KnownDirectories): string {
  const isIn = (directory: string): boolean => path === directory || path.startsWith(`${directory}/`);
  if (directories?.real.some(isIn) === true) return path;
  const links = new Map([
    ...usualLinks,
    ...(directories?.links ?? []).map((link) => [link.path, link.target] as const),
  ]);
  for (const [link, target] of links) if (isIn(link)) return `${target}${path.slice(link.length)}`;
  return path;
}

/** Where bootc keeps deployments with composefs, below the root of the disk (bootc, `composefs_consts.rs`). */
const deployments = '/state/deploy';
/** The /var that all deployments share. */
const sharedVar = '/state/os/default/var';

/** A path below /etc or /var on the root file system of the disk, for the deployment of that digest. */
export function pathOnDisk(path: string, digest: string): string {
  return path.startsWith('/var/') ? `${sharedVar}${path.slice('/var'.length)}` : `${deployments}/${digest}${path}`;
}
