import { Fault } from '@bootwright/core';
import type { ComposefsRoot } from '../composefs/composefs-root.ts';
import type { BootFiles } from './boot-files.ts';
import { digestMatcher, usualFormat } from './explain-digest.ts';
import type { CheckedSeal, SealVerdict } from './seal-verdict.ts';
import { sealVerdict } from './seal-verdict.ts';

/** What the layers of an image say of its seals. */
export interface SealCheck {
  /** The composefs digest of the root; absent where bootc would compute none, with the reason. */
  readonly digest?: string;
  readonly refused?: Fault;
  readonly verdict: SealVerdict;
  /** Of all unified kernel images, in the order in which bootc installs them. */
  readonly seals: readonly CheckedSeal[];
}

/** Computes the digest of the root and says whether what bootc installs boots it. */
export async function checkSeals(composefs: ComposefsRoot, files: BootFiles): Promise<SealCheck> {
  if (composefs.kind === 'refused') return refused(composefs.fault, files);
  // Loaded when needed: what matches SELinux' rules is large.
  const { composefsDigest } = await import('../composefs/composefs-digest.ts');
  const { PolicyCache } = await import('../composefs/selinux-labels.ts');
  const policies = new PolicyCache(composefs.budget);
  const digestOf = (...[root, format]: [typeof composefs.root, typeof usualFormat]) =>
    composefsDigest(root, format, 'sha512', policies);
  try {
    const digest = digestOf(composefs.root, usualFormat);
    const match = digestMatcher({ ...composefs, digest }, digestOf);
    return { digest, ...sealVerdict({ files, layers: composefs.layers, match }) };
  } catch (error) {
    if (error instanceof Fault) return refused(error, files);
    throw error;
  }
}

function refused(fault: Fault, { kernels, unreadable }: BootFiles): SealCheck {
  const verdict: SealVerdict =
    kernels.length + unreadable.length === 0
      ? { kind: 'nothing-to-verify', why: 'no-kernel' }
      : { kind: 'not-verified', obstacles: [{ kind: 'no-digest', fault }] };
  return { refused: fault, verdict, seals: [] };
}
