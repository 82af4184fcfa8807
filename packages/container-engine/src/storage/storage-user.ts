/** Podman keeps images for each user; without root they are mounted in a space of their own (`podman unshare`). */
export function isRootless(): boolean {
  return process.getuid?.() !== 0;
}

/**
 * Where cleanup processes note what they have mounted, on a file system that does not outlive the mounts: for root /run,
 * for others in the runtime directory of their session; absent where a user has none.
 */
export function noteDirectory(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  if (!isRootless()) return '/run';
  const runtime = environment.XDG_RUNTIME_DIR;
  return runtime?.startsWith('/') === true ? runtime : undefined;
}
