/** The path of images in an osbuild container: the default of containers-storage.conf(5). */
export const usualGraphRoot = '/var/lib/containers/storage';

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
