import { encodeContainerInfo } from '@bootwright/container-facts';
import { defined } from '@bootwright/core';
import type { Inspection } from '../inspect-tree.ts';
import { printInstallConfiguration } from '../install/print-install-configuration.ts';

/** One fact that reading and asking give differently; absent where one of them gives none. */
export interface FactDifference {
  /** Its path in the JSON of the facts, such as `os_info.initrd_modules`, or below `bootc`. */
  readonly fact: string;
  readonly read?: unknown;
  readonly asked?: unknown;
}

/**
 * Every fact in which two inspections differ, in the order of the JSON; lists are compared whole, in their order. The
 * size does not count: Docker's engine counts what upper layers hide as well, and its export does not.
 */
export function compareFacts(read: Inspection, asked: Inspection): readonly FactDifference[] {
  const [ofRead, ofAsked] = [factsOf(read), factsOf(asked)];
  return [...new Set([...ofRead.keys(), ...ofAsked.keys()])].flatMap((fact) => {
    const [left, right] = [ofRead.get(fact), ofAsked.get(fact)];
    if (JSON.stringify(left) === JSON.stringify(right)) return [];
    return [{ fact, ...defined({ read: left, asked: right }) }];
  });
}

function factsOf({ info, bootc }: Inspection): ReadonlyMap<string, unknown> {
  const facts = new Map<string, unknown>();
  const { size: _, ...sizeless } = encodeContainerInfo(info);
  addFacts(facts, '', sizeless);
  const { kernelArguments, kernel, installConfiguration } = bootc;
  facts.set('bootc.kargs', kernelArguments);
  addFacts(facts, 'bootc.kernel', kernel && { version: kernel.version, unified: kernel.unified });
  addFacts(facts, 'bootc.install_configuration', printInstallConfiguration(installConfiguration, true));
  return facts;
}

/** Objects by their members; all else is a fact. Of equal facts the keys are in equal order, as one encoder writes both. */
function addFacts(facts: Map<string, unknown>, path: string, value: unknown): void {
  if (value === undefined || value === null) return;
  if (typeof value !== 'object' || Array.isArray(value)) {
    facts.set(path, value);
    return;
  }
  for (const [key, member] of Object.entries(value)) addFacts(facts, path === '' ? key : `${path}.${key}`, member);
}
