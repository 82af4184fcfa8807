import { memberOf } from '@bootwright/core';

/** The names of other builders by which this program may be called, and what `--compat` calls them. */
export const programs: Readonly<Record<string, string>> = {
  'bootc-image-builder': 'bib',
  'image-builder': 'ibcli',
};

/** The command line of a program that was started by the path `program`. */
export function calledAs(program: string, argv: readonly string[]): readonly string[] {
  const name = program.slice(program.lastIndexOf('/') + 1);
  const peer = memberOf(programs, name);
  return peer === undefined ? argv : ['--compat', peer, ...argv];
}
