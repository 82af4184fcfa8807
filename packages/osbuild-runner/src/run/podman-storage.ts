import { type CommandRunner, outputText } from '@bootwright/process';
import type { ManifestOutline } from '../manifest-outline.ts';

/** The storage of podman's images. */
export interface PodmanStorage {
  /** Such as `overlay`. */
  readonly driver: string;
  readonly graphRoot: string;
}

/** The path of images in an osbuild container: the default of containers-storage.conf(5). */
export const usualGraphRoot = '/var/lib/containers/storage';

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

/** What to do where osbuild finds no storage.conf. */
export function storageConfCure(): string {
  const lines = renderStorageConf('overlay').trimEnd().split('\n');
  const words = lines.map((line) => `'${line}'`).join(' ');
  return `write podman's default: \`printf '%s\\n' ${words} | sudo tee /etc/containers/storage.conf\``;
}

/** A storage.conf with which osbuild finds images in the default path; see containers-storage.conf(5). */
export function renderStorageConf(driver: string): string {
  return `[storage]\ndriver = "${driver}"\ngraphroot = "${usualGraphRoot}"\nrunroot = "/run/containers/storage"\n`;
}
