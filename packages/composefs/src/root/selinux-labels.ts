import type { Steps } from '@bootwright/archive';
import { WorkBudget } from '@bootwright/archive';
import { trimmedWhiteSpace } from '@bootwright/core';
import type { ContextType, PolicyText, Substitutions } from '@bootwright/file-contexts';
import { FileContexts, noDigest, substitutionsOf } from '@bootwright/file-contexts';
import { linesOf } from '@bootwright/file-tree';
import type { Directory, Leaf, Node, Stat, Xattrs } from './composefs-tree.ts';
import { isDirectory, sortedEntries } from './composefs-tree.ts';
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
  if (policy !== undefined) yield* new Labelling(policy).all(root);
}

class Labelling {
  private readonly policy: Policy;
  /** The label of each leaf that has several names, from the first that was met. */
  private readonly given = new Map<Leaf, string | undefined>();
  /** By label: the attributes of what has no other one. */
  private readonly alone = new Map<string, Xattrs>();

  constructor(policy: Policy) {
    this.policy = policy;
  }

  /** In the order of paths. */
  *all(root: Directory): Steps<void> {
    root.stat = this.labelled(root.stat, this.policy.contexts.contextOf('/', 'd'));
    const open = [this.inside(root, '/')];
    // A rule may cost a path a step of some length: there is a pause before each.
    for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
      const next = last.next();
      if (next.done === true) open.pop();
      else if (next.value !== undefined) open.push(this.inside(next.value.directory, next.value.path));
      yield;
    }
  }

  /** Gives each directory after it is labelled, before what follows it. */
  private *inside(directory: Directory, path: string): Generator<Opened | undefined, void, void> {
    const { contexts, substitutions } = this.policy;
    for (const [name, node] of sortedEntries(directory)) {
      const own = path.endsWith('/') ? `${path}${name}` : `${path}/${name}`;
      const meant = substitutions.get(own) ?? own;
      const context = contexts.contextOf(meant, typeOf(node));
      if (isDirectory(node)) {
        node.stat = this.labelled(node.stat, context);
        yield { directory: node, path: meant };
        continue;
      }
      if (!this.given.has(node)) {
        this.given.set(node, context);
        node.stat = this.labelled(node.stat, context);
      } else if (this.given.get(node) !== context) {
        // Two names of one file with two labels become two files.
        directory.entries.set(name, { stat: this.labelled(node.stat, context), content: node.content });
      }
      yield undefined;
    }
  }

  private labelled(stat: Stat, context: string | undefined): Stat {
    if (context === undefined) return stat.xattrs.has(label) ? { ...stat, xattrs: without(stat.xattrs) } : stat;
    const xattrs = this.alone.get(context) ?? new Map([[label, Buffer.from(context, 'latin1')]]);
    this.alone.set(context, xattrs);
    return { ...stat, xattrs: stat.xattrs.size === 0 ? xattrs : new Map([...stat.xattrs, ...xattrs]) };
  }
}

interface Opened {
  readonly directory: Directory;
  readonly path: string;
}

function without(xattrs: Xattrs): Xattrs {
  return new Map([...xattrs].filter(([name]) => name !== label));
}

function typeOf(node: Node): ContextType {
  if (isDirectory(node)) return 'd';
  switch (node.content.kind) {
    case 'inline':
    case 'external':
      return '-';
    case 'link':
      return 'l';
    case 'character device':
      return 'c';
    case 'block device':
      return 'b';
    case 'FIFO':
      return 'p';
    case 'socket':
      return 's';
  }
}

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
