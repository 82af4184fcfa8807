import { type CommandRunner, outputText } from '@bootwright/process';
import type { ManifestOutline } from '../manifest-outline.ts';

/** Where podman keeps its images, and how. */
export interface PodmanStorage {
  /** Such as `overlay`. */
  readonly driver: string;
  readonly graphRoot: string;
}

/** Where images are in the container of an osbuild: the default of containers-storage.conf(5). */
export const usualGraphRoot = '/var/lib/containers/storage';

/** That of this user, where a manifest reads images of it; absent where there is no podman, or it does not say. */
export async function storageRead(
  { sources }: Pick<ManifestOutline, 'sources'>,
  runner: CommandRunner,
): Promise<PodmanStorage | undefined> {
  if (!sources.includes('org.osbuild.containers-storage')) return undefined;
  const format = '{{.Store.GraphDriverName}} {{.Store.GraphRoot}}';
  const told = await runner.run(['podman', 'info', '--format', format], { timeoutMilliseconds: 60_000 });
  const said = told.kind === 'exited' && told.code === 0 ? outputText(told.stdout).trim() : '';
  const [, driver, graphRoot] = /^(\w+) (\/.*)$/.exec(said) ?? [];
  return driver === undefined || graphRoot === undefined ? undefined : { driver, graphRoot };
}

/** What to do where osbuild finds no storage.conf. */
export function storageConfCure(): string {
  const lines = renderStorageConf('overlay').trimEnd().split('\n');
  const words = lines.map((line) => `'${line}'`).join(' ');
  return `write what podman does without one: \`printf '%s\\n' ${words} | sudo tee /etc/containers/storage.conf\``;
}

/** A storage.conf by which osbuild finds images of that driver in the usual place; see containers-storage.conf(5). */
export function renderStorageConf(driver: string): string {
  return `[storage]\ndriver = "${driver}"\ngraphroot = "${usualGraphRoot}"\nrunroot = "/run/containers/storage"\n`;
}
