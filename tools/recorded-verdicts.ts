import { referenceLines } from './reference.ts';

/** A part of a manifest: the options of a stage, or a whole input, device, mount or source. */
export type PartKind = 'stage' | 'input' | 'device' | 'mount' | 'source';

/** Values of our own for a part, by the verdict of osbuild's schemas. */
export interface PartVerdicts {
  readonly kind: PartKind;
  /** Such as `org.osbuild.sfdisk`; inputs, devices and mounts have it in the value, too. */
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
    case 'source':
      return { ...stages({}), sources: { [type]: value } };
  }
}
