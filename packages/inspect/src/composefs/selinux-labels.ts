import { trimmedWhiteSpace } from '@bootwright/core';
import { WorkBudget } from '../work-budget.ts';
import type { Directory, Leaf, Node, Stat } from './composefs-tree.ts';
import { isDirectory, sortedEntries } from './composefs-tree.ts';
import { noDigest } from './damage.ts';
import type { ContextType, PolicyText, Substitutions } from './file-contexts.ts';
import { FileContexts, parseSubstitutions } from './file-contexts.ts';
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
export function labelTree(root: Directory, policies = new PolicyCache()): void {
  const policy = readPolicy(root, policies);
  if (policy === undefined) return;
  root.stat = labelled(root.stat, policy.contexts.contextOf('/', 'd'));
  new Labelling(policy).inside(root, '/');
}

class Labelling {
  private readonly policy: Policy;
  /** The label of each leaf that has several names, from the first that was met. */
  private readonly given = new Map<Leaf, string | undefined>();

  constructor(policy: Policy) {
    this.policy = policy;
  }

  inside(directory: Directory, path: string): void {
    const { contexts, substitutions } = this.policy;
    for (const [name, node] of sortedEntries(directory)) {
      const own = path.endsWith('/') ? `${path}${name}` : `${path}/${name}`;
      const meant = substitutions.get(own) ?? own;
      const context = contexts.contextOf(meant, typeOf(node));
      if (isDirectory(node)) {
        node.stat = labelled(node.stat, context);
        this.inside(node, meant);
      } else if (!this.given.has(node)) {
        this.given.set(node, context);
        node.stat = labelled(node.stat, context);
      } else if (this.given.get(node) !== context) {
        // Two names of one file with two labels become two files.
        directory.entries.set(name, { stat: labelled(node.stat, context), content: node.content });
      }
    }
  }
}

function labelled(stat: Stat, context: string | undefined): Stat {
  const xattrs = new Map(stat.xattrs);
  if (context === undefined) xattrs.delete(label);
  else xattrs.set(label, Buffer.from(context, 'latin1'));
  return { ...stat, xattrs };
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
  private readonly budget: WorkBudget;
  private last: { readonly texts: readonly PolicyText[]; readonly contexts: FileContexts } | undefined;

  constructor(budget = new WorkBudget()) {
    this.budget = budget;
  }

  contexts(texts: readonly PolicyText[]): FileContexts {
    const isKnown =
      this.last?.texts.length === texts.length &&
      texts.every(
        ({ name, text }, index) => name === this.last?.texts[index]?.name && text === this.last.texts[index].text,
      );
    if (this.last !== undefined && isKnown) return this.last.contexts;
    const contexts = new FileContexts(texts, this.budget);
    this.last = { texts, contexts };
    return contexts;
  }
}

function readPolicy(root: Directory, policies: PolicyCache): Policy | undefined {
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
    contexts: policies.contexts([
      { name: 'file_contexts', text: rules },
      ...present(['file_contexts.local', 'file_contexts.homedirs']),
    ]),
    substitutions: parseSubstitutions(present(['file_contexts.subs', 'file_contexts.subs_dist'])),
  };
}

function policyName(config: string): string | undefined {
  for (const line of config.split('\n')) {
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
  if (!isFile(node)) throw noDigest(`${name} of its SELinux policy is no file`);
  return textOf(node, `${name} of its SELinux policy`);
}
