import { stepByStep, WorkBudget } from '@bootwright/archive';
import type { ComposefsRoot } from '@bootwright/composefs';
import { Fault } from '@bootwright/core';
import type { BootFiles } from '../boot-files/boot-files.ts';
import { rootOf } from '../command-line/command-line-obstacles.ts';
import { linksOut } from '../source/links-out.ts';
import type { DigestMatch, DigestOf } from './explain-digest.ts';
import { digestMatcher, usualFormat } from './explain-digest.ts';
import { type SealFinding, type SealVerdict, sealVerdict } from './seal-verdict.ts';

/** What the layers of an image say of its seals. */
export interface SealCheck extends SealFinding {
  /** The composefs digest of the root; absent where bootc would compute none, with the reason. */
  readonly digest?: string;
  readonly refused?: Fault;
}

/** Computes the digest of the root and says whether what bootc installs boots it. */
export async function checkSeals(composefs: ComposefsRoot, files: BootFiles): Promise<SealCheck> {
  if (composefs.kind === 'refused') return refused(composefs.fault, files);
  // Loaded when needed: what matches SELinux' rules is large.
  const { PolicyCache, RootDigests } = await import('@bootwright/composefs');
  const budget = composefs.budget ?? new WorkBudget();
  const policies = new PolicyCache(budget);
  const digests = new RootDigests(composefs.root, { algorithm: 'sha512', policies });
  const digestOf: DigestOf = (format, fractions) => digests.digest(format, fractions);
  try {
    const digest = await stepByStep(digestOf(usualFormat), budget);
    const matcher = digestMatcher({ ...composefs, digest }, digestOf);
    const matches = new Map<string, DigestMatch>();
    for (const named of namedDigests(files)) matches.set(named, await stepByStep(matcher(named), budget));
    const match = (named: string): DigestMatch => matches.get(named) ?? { kind: 'differs' };
    const { root, layers } = composefs;
    const leading = await stepByStep(linksOut(root), budget);
    return { digest, ...sealVerdict({ files, root, layers, linksOut: leading, match }) };
  } catch (error) {
    if (error instanceof Fault) return refused(error, files);
    throw error;
  }
}

/** All that a seal names. */
function namedDigests({ kernels }: BootFiles): readonly string[] {
  return kernels.flatMap((kernel) => {
    const root = rootOf(kernel);
    return root.kind === 'root' ? [root.seal.digest] : [];
  });
}

function refused(fault: Fault, { kernels, unreadable }: BootFiles): SealCheck {
  const verdict: SealVerdict =
    kernels.length + unreadable.length === 0
      ? { kind: 'nothing-to-verify', why: 'no-kernel' }
      : { kind: 'not-verified', obstacles: [{ kind: 'no-digest', fault }] };
  return { refused: fault, verdict, seals: [] };
}
