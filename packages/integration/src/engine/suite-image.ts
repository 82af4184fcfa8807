import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandRunner } from '@bootwright/process';
import {
  isAlive,
  outputText,
  ownerLabels,
  parseOwner,
  placeLabel,
  requireSuccess,
  thisProcess,
} from '@bootwright/process';

/** Before the name of a container's kind; the tag says which process has made the image. */
const repository = 'localhost/bootwright-suite';

/** Patience with one command of the engine, in milliseconds. */
const patience = 300_000;

/** An image that is there until it is disposed of. */
export interface SuiteImage extends AsyncDisposable {
  readonly name: string;
}

/**
 * Gives Docker's engine an image of the directory `root`. What runs of it that were killed have left is removed before.
 * Faults: those of `requireSuccess`.
 */
export async function importSuiteImage(kind: string, root: string, runner: CommandRunner): Promise<SuiteImage> {
  await sweepSuiteImages(runner);
  const owner = thisProcess();
  const name = `${repository}/${kind}:${owner.pid}-${owner.start}`;
  const labels = Object.entries(ownerLabels(owner)).flatMap(([key, value]) => ['--change', `LABEL ${key}=${value}`]);
  const home = mkdtempSync(join(tmpdir(), 'bootwright-image-'));
  const run = async (command: readonly string[]) =>
    requireSuccess(await runner.run(command, { timeoutMilliseconds: patience }));
  try {
    const archive = join(home, 'root.tar');
    await run(['tar', '--directory', root, '--numeric-owner', '--create', '--file', archive, '.']);
    await run(['docker', 'import', ...labels, '--change', 'CMD ["/sbin/init"]', archive, name]);
  } finally {
    rmSync(home, { recursive: true });
  }
  return {
    name,
    [Symbol.asyncDispose]: async () => void (await run(['docker', 'image', 'rm', '--force', name])),
  };
}

/** Removes the images of processes of this machine that are gone. */
async function sweepSuiteImages(runner: CommandRunner): Promise<void> {
  const filter = ['--filter', `label=${placeLabel}=${thisProcess().place}`];
  const list = ['docker', 'image', 'ls', ...filter, '--format', '{{.Repository}}:{{.Tag}}'];
  const { stdout } = requireSuccess(await runner.run(list, { timeoutMilliseconds: patience }));
  for (const name of orphanedImages(outputText(stdout))) {
    requireSuccess(await runner.run(['docker', 'image', 'rm', '--force', name], { timeoutMilliseconds: patience }));
  }
}

/** Of a listing of names those that the suite has made and whose makers have ended. */
export function orphanedImages(listing: string): readonly string[] {
  return listing.split('\n').filter((name) => {
    if (!name.startsWith(`${repository}/`)) return false;
    const maker = parseOwner(name.slice(name.lastIndexOf(':') + 1).replace('-', ':'));
    return maker !== undefined && !isAlive(maker);
  });
}
