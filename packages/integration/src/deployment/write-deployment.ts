import { linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Directory, erofsDigest, erofsImage, isDirectory } from '@bootwright/composefs';
import { type CommandRunner, requireSuccess } from '@bootwright/process';

export interface DeploymentSources {
  /** The files of the container. */
  readonly root: string;
  /** What its digest covers. */
  readonly tree: Directory;
}

/** Paths on the root partition. */
export interface Deployment {
  /** SHA-512 fs-verity digest of the EROFS image, version 1, as bootc computes it by default. */
  readonly digest: string;
  /** The writable copy of /etc, relative to the root partition. */
  readonly etc: string;
  readonly var: string;
}

/**
 * Fills `folder` as bootc lays out a root partition with composefs: the objects and the EROFS image below `composefs`, /etc
 * of the deployment and /var below `state`. Files are hard links to those of the container, except in /etc.
 */
export async function writeDeployment(
  folder: string,
  { root, tree }: DeploymentSources,
  runner: CommandRunner,
): Promise<Deployment> {
  const image = erofsImage(tree, 1);
  const digest = erofsDigest(tree, 1, 'sha512');
  const objects = join(folder, 'composefs/objects');
  const known = new Set<string>();
  const objectAt = (name: string): string => {
    const place = join(objects, name.slice(0, 2));
    mkdirSync(place, { recursive: true });
    return join(place, name.slice(2));
  };
  for (const { path, name } of externalFiles(tree)) {
    if (known.has(name)) continue;
    known.add(name);
    linkSync(Buffer.concat([Buffer.from(root), Buffer.from(path, 'latin1')]), objectAt(name));
  }
  writeFileSync(objectAt(digest), image);
  mkdirSync(join(folder, 'composefs/images'));
  symlinkSync(`../objects/${digest.slice(0, 2)}/${digest.slice(2)}`, join(folder, 'composefs/images', digest));

  const deployment = { digest, etc: `state/deploy/${digest}/etc`, var: 'state/os/default/var' };
  for (const [from, to, ...links] of [
    ['etc', deployment.etc],
    ['var', deployment.var, '--link'],
  ] as const) {
    mkdirSync(join(folder, to, '..'), { recursive: true });
    requireSuccess(await runner.run(['cp', '--archive', ...links, join(root, from), join(folder, to)]));
  }
  symlinkSync('../../os/default/var', join(folder, `state/deploy/${digest}/var`));
  return deployment;
}

/** The files that the image only names, with their paths as byte strings and the names of their objects. */
function* externalFiles(
  directory: Directory,
  parent = '',
): Generator<{ readonly path: string; readonly name: string }> {
  for (const [step, node] of directory.entries) {
    const path = `${parent}/${step}`;
    if (isDirectory(node)) yield* externalFiles(node, path);
    else if (node.content.kind === 'external') {
      yield { path, name: Buffer.from(node.content.digest).toString('hex') };
    }
  }
}
