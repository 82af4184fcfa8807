import type { ManifestOutline } from '@bootwright/osbuild-monitor';
import { type CommandRunner, outputText } from '@bootwright/process';

/** The storage of podman's images. */
export interface PodmanStorage {
  /** Such as `overlay`. */
  readonly driver: string;
  readonly graphRoot: string;
}

/** The storage of this user, if the manifest reads images from it; absent if podman is missing or does not report it. */
export async function storageRead(
  { sources }: Pick<ManifestOutline, 'sources'>,
  runner: CommandRunner,
): Promise<PodmanStorage | undefined> {
  if (!sources.includes('org.osbuild.containers-storage')) return undefined;
  const format = '{{.Store.GraphDriverName}} {{.Store.GraphRoot}}';
  const answer = await runner.run(['podman', 'info', '--format', format], { timeoutMilliseconds: 60_000 });
  const text = answer.kind === 'exited' && answer.code === 0 ? outputText(answer.stdout).trim() : '';
  const [, driver, graphRoot] = /^(\w+) (\/.*)$/.exec(text) ?? [];
  return driver === undefined || graphRoot === undefined ? undefined : { driver, graphRoot };
}
