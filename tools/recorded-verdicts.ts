import { referenceLines } from './reference.ts';

/** A part of a manifest: the options of a stage, or a whole input, device, mount or set of sources. */
export type PartKind = 'stage' | 'input' | 'device' | 'mount' | 'sources';

/** Values of our own for a part, by the verdict of osbuild's schemas. */
export interface PartVerdicts {
  readonly kind: PartKind;
  /** Of a stage, such as `org.osbuild.sfdisk`; others have their type in the value. */
  readonly type: string;
  readonly valid: readonly unknown[];
  readonly invalid: readonly unknown[];
}

export function recordedVerdicts(): readonly PartVerdicts[] {
  return referenceLines('osbuild/verdicts');
}

/** The manifest that has `value` as its one part of that kind. */
export function manifestWith(kind: PartKind, type: string, value: unknown): unknown {
  const stages = (stage: object) => ({
    version: '2',
    pipelines: [{ name: 'x', stages: [{ type: 'org.osbuild.noop', ...stage }] }],
    sources: {},
  });
  switch (kind) {
    case 'stage':
      return stages({ type, options: value });
    case 'input':
      return stages({ inputs: { one: value } });
    case 'device':
      return stages({ devices: { one: value } });
    case 'mount':
      return stages({ mounts: [value] });
    case 'sources':
      return { ...stages({}), sources: value };
  }
}
