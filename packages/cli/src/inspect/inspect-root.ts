import { resolve } from 'node:path';
import { type Architecture, Fault, parseArchitecture } from '@bootwright/core';
import {
  directorySize,
  findArchitecture,
  type Inspection,
  inspectTree,
  readTree,
  type Tree,
} from '@bootwright/inspect';
import type { CommandContext } from '../command.ts';

export interface GivenAboutRoot {
  readonly imgref: string;
  readonly imageId?: string;
  readonly architecture?: Architecture;
}

/**
 * What the directory of a container's root says; messages can quote its files. The architecture is that of its programs
 * where none is given, and this machine's where it has none; the size is that of the files.
 */
export function inspectRoot(root: string, given: GivenAboutRoot, { host, texts }: CommandContext): Inspection {
  const directory = resolve(host.directory, root);
  const tree = readTree(directory);
  texts.addFinder((file) => wholeText(tree, file));
  const architecture = given.architecture ?? findArchitecture(tree) ?? machineArchitecture(host.machine);
  return inspectTree(tree, { ...given, architecture, size: directorySize(directory) });
}

/** Node names architectures much as Go does. */
function machineArchitecture(machine: string): Architecture {
  try {
    return parseArchitecture(goNames.get(machine) ?? machine);
  } catch (cause) {
    throw new Fault('host/architecture', `no images are made for this machine's architecture, ${machine}`, {
      hint: "give the container's with --arch",
      cause,
    });
  }
}

const goNames = new Map([
  ['x64', 'amd64'],
  ['ppc64', 'ppc64le'],
]);

function wholeText(tree: Tree, file: string): string | undefined {
  const entry = tree.entries.get(file.replace(/^\//, ''));
  if (entry?.kind !== 'file') return undefined;
  const [piece] = entry.pieces;
  return piece?.bytes.length === entry.size ? new TextDecoder().decode(piece.bytes) : undefined;
}
