import type { ContainerInfo } from '@bootwright/container-facts';
import { type Architecture, defined } from '@bootwright/core';
import type { DiskDefinition } from '@bootwright/disk';
import type { Tree } from '@bootwright/file-tree';
import { diskTypes } from '@bootwright/image-types';
import type { Inspection } from '@bootwright/inspect';
import type { LintInput } from '@bootwright/sealed-lint';
import { verdictOn } from '../describe/verdict.ts';

/** A disk.yaml that was read. */
export interface GivenDisk {
  readonly file: string;
  readonly text: string;
  readonly value: DiskDefinition;
}

/** A container, with its own disk or another one. */
export function containerLintInput(
  container: { readonly tree: Tree; readonly inspection: Inspection },
  architecture: Architecture,
  disk?: GivenDisk,
): LintInput {
  const { info } = container.inspection;
  const facts: ContainerInfo = {
    ...info,
    architecture: info.architecture ?? architecture,
    os: { ...info.os, ...defined({ diskDefinition: disk ?? info.os.diskDefinition }) },
  };
  return { container, ...plannedDisk(facts) };
}

/** The disk of the first image type, which all of them have; a container that becomes none has none. */
export function plannedDisk(container: ContainerInfo): Omit<LintInput, 'container'> {
  const [type] = diskTypes;
  if (type === undefined) return { notices: [], faults: [] };
  const verdict = verdictOn(type, container, 'reference');
  if (!verdict.possible) return { notices: [], faults: verdict.faults };
  const { plan, notices } = verdict;
  const { architecture } = plan;
  return { ...('disk' in plan ? { disk: { table: plan.disk.table, architecture } } : {}), notices, faults: [] };
}
