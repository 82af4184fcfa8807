import type { DirectoryCustomization, FileCustomization } from '@bootwright/blueprint';
import { inside } from '@bootwright/core';
import { mountables } from '@bootwright/disk';
import { writablePath } from '@bootwright/sealed-state';
import type { CustomizationFacts } from '../customizations/customization-facts.ts';
import { type ChannelDecision, impossible, inState } from './channel-decision.ts';

/** A part of the customizations: what is done with it, and what of it goes into the state. */
export interface Decided<T> {
  readonly decisions: readonly ChannelDecision[];
  readonly accepted: readonly T[];
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const unreadable = /[?#\u0000-\u001f\u007f]/;

type Node = DirectoryCustomization | FileCustomization;

/**
 * Files or directories, each with the path below /etc or /var that it has in the end. `isBuilt`: osbuild writes them, and
 * not the running system.
 */
export function nodeDecisions<T extends Node>(
  kind: 'directories' | 'files',
  nodes: readonly T[],
  { facts, isBuilt }: { readonly facts: CustomizationFacts; readonly isBuilt: boolean },
): Decided<T> {
  const decisions: ChannelDecision[] = [];
  const accepted: T[] = [];
  for (const [index, node] of nodes.entries()) {
    const at = inside(facts.at, kind, index);
    const what = `the ${kind === 'files' ? 'file' : 'directory'} ${node.path}`;
    const path = writablePath(node.path, facts.directories);
    const hiding = path === undefined || !isBuilt ? undefined : hidingMount(path, facts);
    if (isBuilt && unreadable.test(node.path)) {
      const reason = 'osbuild ends a path at "?" and "#", and leaves control characters out';
      decisions.push(impossible(what, at, reason, 'use another name'));
    } else if (path === undefined) {
      const instead = 'put it below /etc or /var, or build it into the container';
      decisions.push(impossible(what, at, 'a sealed deployment can be written below /etc and /var alone', instead));
    } else if (hiding !== undefined) {
      const instead = 'leave that mount point out, or let a line of tmpfiles.d(5) in /etc/tmpfiles.d make it at boot';
      decisions.push(impossible(what, at, `the file system that is mounted at ${hiding} hides it`, instead));
    } else {
      const owned = node.user !== undefined || node.group !== undefined;
      decisions.push(inState(what, at, owned ? `${path}, and tmpfiles.d for its owner` : path));
      accepted.push({ ...node, path });
    }
  }
  return { decisions, accepted };
}

/** A mount point of the disk at which another file system hides the path. */
function hidingMount(path: string, { disk }: CustomizationFacts): string | undefined {
  return mountables(disk.table)
    .map(({ mountpoint }) => mountpoint)
    .find((mountpoint) => mountpoint !== '/' && (path === mountpoint || path.startsWith(`${mountpoint}/`)));
}
