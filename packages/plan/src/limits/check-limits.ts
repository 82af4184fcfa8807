import type { PlanContext } from '@bootwright/build-request';
import { type Fault, throwFaults } from '@bootwright/core';
import { type BootPlan, bootloaderFaults } from '../boot/boot-plan.ts';
import { type LimitedPlan, osbuildLimits } from './osbuild-limits.ts';
import { referencePanics } from './reference-panics.ts';

/**
 * Throws a fault for each value that osbuild rejects, under `recommended`; under `reference` it is noted, unless the
 * reference panics on the plan, and gives no manifest to be equal to.
 */
export function checkLimits(plan: LimitedPlan & { readonly boot: BootPlan }, context: PlanContext): void {
  const faults = osbuildLimits(plan);
  if (referencePanics(plan.disk, plan.edits)) throwFaults([...bootloaderFaults(plan.boot), ...faults]);
  const fixed = (fault: Fault): boolean => context.fixes('rejected-value', fault.at, fault.message);
  throwFaults(faults.filter(fixed));
}
