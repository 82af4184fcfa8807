import type { DocumentPath, Location } from '@bootwright/core';
import { defined, Fault, FaultList, inside } from '@bootwright/core';

/** Collects the faults of one check. */
export interface Findings {
  readonly faults: readonly Fault[];
  /** Notes a fault at a path below the place that is checked. */
  readonly add: (path: DocumentPath, finding: Finding) => void;
}

export interface Finding {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
}

export function findingsAt(at: Location): Findings {
  const faults = new FaultList();
  return {
    get faults() {
      return [...faults];
    },
    add: (path, { code, message, hint }) => {
      faults.report(() => new Fault(code, message, { at: inside(at, ...path), ...defined({ hint }) }));
    },
  };
}
