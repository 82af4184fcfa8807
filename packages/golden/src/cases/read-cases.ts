import type { Profile } from '@bootwright/build-request';
import { Fault, FaultList, throwFaults } from '@bootwright/core';
import { type CaseFile, parseCaseFile } from './case-file.ts';
import type { GoldenCase } from './golden-case.ts';

/**
 * The cases of all files, in the order of the files. Throws the faults of all files together; a name that two cases
 * have is the fault `golden/name-twice`.
 */
export function parseCaseFiles(files: readonly CaseFile[], profile?: Profile): readonly GoldenCase[] {
  const faults = new FaultList();
  const cases = new Map<string, GoldenCase>();
  for (const file of files) {
    for (const one of faults.collect(() => parseCaseFile(file, profile)) ?? []) {
      if (cases.has(one.name)) faults.push(nameTwice(one, file));
      cases.set(one.name, one);
    }
  }
  throwFaults(faults);
  return [...cases.values()];
}

function nameTwice({ name }: GoldenCase, file: CaseFile): Fault {
  return new Fault('golden/name-twice', `two cases have the name ${name}`, {
    at: { document: file.path, file: file.path },
    hint: 'rename one of the files that they come from',
  });
}
