/** Real policies have half a mebibyte. */
export const longestRead = 16 * 1024 * 1024;

/**
 * Whether the boot transform may read the file to which these steps lead from the root: SELinux' configuration, the
 * labels of a policy, or an entry of a boot loader.
 */
export function isReadName(steps: readonly string[]): boolean {
  const [first, second, third] = steps;
  const last = steps.at(-1) ?? '';
  if (first === 'etc' && second === 'selinux')
    return last.startsWith(labels) || (last === 'config' && steps.length === 3);
  const isEntry = first === 'boot' && second === 'loader' && third === 'entries' && steps.length === 4;
  return isEntry && last.endsWith('.conf');
}

const labels = 'file_contexts';
