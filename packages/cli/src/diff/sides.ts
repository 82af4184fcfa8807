import type { PlanReason } from '@bootwright/plan';

/** Two documents, and what to call them. */
export interface Sides {
  readonly titles: { readonly before: string; readonly after: string };
  readonly before: unknown;
  readonly after: unknown;
  /** What the plans of both say, where there are plans. */
  readonly plans?: { readonly before: readonly PlanReason[]; readonly after: readonly PlanReason[] };
}
