import type { PlanReason } from '@bootwright/plan';

/** Two documents and their titles. */
export interface Sides {
  readonly titles: { readonly before: string; readonly after: string };
  readonly before: unknown;
  readonly after: unknown;
  /** The reasons in the plans, if there are plans. */
  readonly plans?: { readonly before: readonly PlanReason[]; readonly after: readonly PlanReason[] };
}
