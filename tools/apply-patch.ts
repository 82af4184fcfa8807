/** An operation of a JSON patch (RFC 6902), of the kinds that are recorded. */
export type PatchOperation =
  | { readonly op: 'add' | 'replace'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string }
  | { readonly op: 'move'; readonly path: string; readonly from: string };

/** The value after the operations. Kept here because it is small, and only recorded patches are applied. */
export function applyPatch(value: unknown, patch: readonly PatchOperation[]): unknown {
  return patch.reduce(applied, value);
}

function applied(value: unknown, operation: PatchOperation): unknown {
  const path = steps(operation.path);
  switch (operation.op) {
    case 'add':
      return changed(value, path, { insert: operation.value });
    case 'replace':
      return changed(value, path, { set: operation.value });
    case 'remove':
      return changed(value, path, 'remove');
    case 'move': {
      const from = steps(operation.from);
      return changed(changed(value, from, 'remove'), path, { insert: from.reduce(child, value) });
    }
  }
}

type Change = 'remove' | { readonly set: unknown } | { readonly insert: unknown };

function steps(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function child(value: unknown, step: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined;
}

function changed(value: unknown, [step = '', ...rest]: readonly string[], change: Change): unknown {
  if (typeof value !== 'object' || value === null) throw new Error(`the patch does not fit: nothing has ${step}`);
  if (Array.isArray(value)) {
    const index = Number(step);
    if (rest.length > 0) return value.with(index, changed(value[index], rest, change));
    if (change === 'remove') return value.toSpliced(index, 1);
    return 'set' in change ? value.with(index, change.set) : value.toSpliced(index, 0, change.insert);
  }
  if (rest.length > 0) return { ...value, [step]: changed(child(value, step), rest, change) };
  if (change === 'remove') return Object.fromEntries(Object.entries(value).filter(([key]) => key !== step));
  return { ...value, [step]: 'set' in change ? change.set : change.insert };
}
