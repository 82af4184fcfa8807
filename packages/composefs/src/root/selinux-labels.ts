import type { Steps } from '@bootwright/archive';
import { WorkBudget } from '@bootwright/archive';
import { memoized, trimmedWhiteSpace } from '@bootwright/core';
import type { ContextType, PolicyText, Substitutions } from '@bootwright/file-contexts';
import { FileContexts, noDigest, substitutionsOf } from '@bootwright/file-contexts';
import { linesOf } from '@bootwright/file-tree';
import type { Directory, Leaf, LeafContent, Stat, Xattrs } from './composefs-tree.ts';
import { isDirectory, namesOf } from './composefs-tree.ts';
import { directoryIfThere, isFile, textOf } from './find-node.ts';

const label = 'security.selinux';

interface Policy {
  readonly contexts: FileContexts;
  readonly substitutions: Substitutions;
}

/**
 * Labels a tree by the SELinux policy that is in it; without one, no label stays (composefs-rs,
 * `composefs-boot/src/selabel.rs`). Faults: `composefs/refused`.
 */
export function* labelTree(root: Directory, policies: PolicyCache): Steps<void> {
  const policy = yield* readPolicy(root, policies);
  if (policy !== undefined) yield* labelAll(root, policy);
}

function* labelAll(root: Directory, { contexts, substitutions }: Policy): Steps<void> {
  /** The label of each leaf that has several names, from the first that was met. */
  const given = new Map<Leaf, string | undefined>();
  /** By label: the attributes of what has no other one. */
  const alone = memoized((context: string): Xattrs => new Map([[label, Buffer.from(context, 'latin1')]]));
  const labelled = (stat: Stat, context: string | undefined): Stat => {
    if (context === undefined) return stat.xattrs.has(label) ? { ...stat, xattrs: without(stat.xattrs) } : stat;
    const xattrs = alone(context);
    return { ...stat, xattrs: stat.xattrs.size === 0 ? xattrs : new Map([...stat.xattrs, ...xattrs]) };
  };
  root.stat = labelled(root.stat, contexts.contextOf('/', 'd'));
  // Of the directories on the way, by their depth: what they count as.
  const paths = ['/'];
  for (const { name, node, directory, depth } of namesOf(root)) {
    // A rule may cost a path a step of some length: there is a pause before each.
    yield;
    const above = paths[depth - 1] ?? '';
    const own = above.endsWith('/') ? `${above}${name}` : `${above}/${name}`;
    const meant = substitutions.get(own) ?? own;
    const context = contexts.contextOf(meant, isDirectory(node) ? 'd' : leafTypes[node.content.kind]);
    if (isDirectory(node)) {
      node.stat = labelled(node.stat, context);
      paths[depth] = meant;
    } else if (!given.has(node)) {
      given.set(node, context);
      node.stat = labelled(node.stat, context);
    } else if (given.get(node) !== context) {
      // Two names of one file with two labels become two files.
      directory.entries.set(name, { stat: labelled(node.stat, context), content: node.content });
    }
  }
}

function without(xattrs: Xattrs): Xattrs {
  return new Map([...xattrs].filter(([name]) => name !== label));
}

const leafTypes: Readonly<Record<LeafContent['kind'], ContextType>> = {
  inline: '-',
  external: '-',
  link: 'l',
  'character device': 'c',
  'block device': 'b',
  FIFO: 'p',
  socket: 's',
};

const selinux = ['etc', 'selinux'];

/** The compiled rules of the last policy, for a root of which several digests are computed. */
export class PolicyCache {
  readonly budget: WorkBudget;
  private last: { readonly texts: readonly PolicyText[]; readonly contexts: FileContexts } | undefined;

  constructor(budget = new WorkBudget()) {
    this.budget = budget;
  }

  *contexts(texts: readonly PolicyText[]): Steps<FileContexts> {
    const isKnown =
      this.last?.texts.length === texts.length &&
      texts.every(
        ({ name, text }, index) => name === this.last?.texts[index]?.name && text === this.last.texts[index].text,
      );
    if (this.last !== undefined && isKnown) return this.last.contexts;
    const contexts = yield* FileContexts.of(texts, this.budget);
    this.last = { texts, contexts };
    return contexts;
  }
}

function* readPolicy(root: Directory, policies: PolicyCache): Steps<Policy | undefined> {
  const config = textIn(directoryIfThere(root, selinux), 'config');
  const name = config === undefined ? undefined : policyName(config);
  if (name === undefined) return undefined;
  const folder = [...selinux, ...name.split('/').filter((step) => step !== ''), 'contexts', 'files'];
  const files = directoryIfThere(root, folder);
  const rules = textIn(files, 'file_contexts');
  if (rules === undefined) throw noDigest(`its SELinux policy ${JSON.stringify(name)} has no file_contexts`);
  const present = (names: readonly string[]): readonly PolicyText[] =>
    names.flatMap((file) => {
      const text = textIn(files, file);
      return text === undefined ? [] : [{ name: file, text }];
    });
  return {
    contexts: yield* policies.contexts([
      { name: 'file_contexts', text: rules },
      ...present(['file_contexts.local', 'file_contexts.homedirs']),
    ]),
    substitutions: yield* substitutionsOf(present(['file_contexts.subs', 'file_contexts.subs_dist']), policies.budget),
  };
}

function policyName(config: string): string | undefined {
  for (const line of linesOf(config)) {
    const [key = '', ...value] = line.split('=');
    // Letters of ASCII only: U+017F becomes an S in upper case.
    const isKey = /^SELINUXTYPE$/i.test(trimmedWhiteSpace(key));
    if (value.length > 0 && isKey) return trimmedWhiteSpace(value.join('='));
  }
  return undefined;
}

function textIn(directory: Directory | undefined, name: string): string | undefined {
  const node = directory?.entries.get(name);
  if (node === undefined) return undefined;
  if (!isFile(node)) throw noDigest(`${name} of its SELinux policy is not a file`);
  return textOf(node, `${name} of its SELinux policy`);
}
