/**
 * The files of kernel modules, each after its dependencies, from the text of modules.dep(5). Names without a file are
 * skipped: they are built in or missing.
 */
export function moduleOrder(dependencies: string, names: readonly string[]): readonly string[] {
  const needs = new Map<string, readonly string[]>();
  const byName = new Map<string, string>();
  for (const line of dependencies.split('\n')) {
    const [file, rest] = line.split(':');
    if (file === undefined || rest === undefined) continue;
    needs.set(
      file,
      rest.split(' ').filter((other) => other !== ''),
    );
    byName.set(moduleName(file), file);
  }
  const ordered = new Set<string>();
  const open = new Set<string>();
  const add = (file: string) => {
    if (ordered.has(file) || open.has(file)) return;
    open.add(file);
    // modules.dep lists dependencies in reverse order.
    for (const other of (needs.get(file) ?? []).toReversed()) add(other);
    ordered.add(file);
  };
  for (const name of names) {
    const file = byName.get(moduleName(name));
    if (file !== undefined) add(file);
  }
  return [...ordered];
}

/** `virtio_pci` of `kernel/drivers/virtio/virtio-pci.ko.xz`: dashes and underscores are the same. */
function moduleName(file: string): string {
  return file
    .slice(file.lastIndexOf('/') + 1)
    .replace(/\.ko(?:\.\w+)?$/, '')
    .replaceAll('-', '_');
}
