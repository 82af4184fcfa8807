import type { TextPipeline } from '@bootwright/manifest-check';

/** What becomes of a pipeline whose tree was built by another manifest. */
export type PipelineChange =
  | { readonly name: string; readonly change: 'same' | 'removed' }
  | {
      readonly name: string;
      /** `added`: the other manifest has no pipeline of that name. */
      readonly change: 'changed' | 'added';
      /** The first stage that has to run again, counted from 0; absent where the pipeline has none or lost its last ones. */
      readonly from?: number;
      readonly type?: string;
      readonly stages: number;
    };

/** The pipelines of `after` in order, and those of `before` that are gone. */
export function compareIds(before: readonly TextPipeline[], after: readonly TextPipeline[]): readonly PipelineChange[] {
  const old = new Map(before.map((pipeline) => [pipeline.name, pipeline]));
  const names = new Set(after.map(({ name }) => name));
  return [
    ...after.map((pipeline): PipelineChange => {
      const { name, id, stages, types } = pipeline;
      const other = old.get(name);
      if (other !== undefined && other.id === id) return { name, change: 'same' };
      const from = stages.findIndex((stage, index) => stage !== other?.stages[index]);
      const type = types[from];
      return {
        name,
        change: other === undefined ? 'added' : 'changed',
        ...(type === undefined ? {} : { from, type }),
        stages: stages.length,
      };
    }),
    ...before.filter(({ name }) => !names.has(name)).map(({ name }): PipelineChange => ({ name, change: 'removed' })),
  ];
}
