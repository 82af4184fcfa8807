import { stepByStep, WorkBudget } from '@bootwright/archive';
import type { DigestFormat, Directory, RootFractions } from '@bootwright/composefs';

/** What the versions of bootc do with an image: to which digest of its root they compare the one in its unified kernel. */
export interface BootcRule {
  readonly action: 'install' | 'update';
  /** Versions of bootc, such as `1.16.4 or later`. */
  readonly versions: string;
  /** For an update: the versions that installed the system, which keeps the format that they had. */
  readonly installedBy?: string;
  readonly format: DigestFormat;
  readonly fractions: RootFractions;
}

const first = { format: { version: 1, xattrs: 'capabilities' }, fractions: 'as they are' } as const;
const second = { format: { version: 2, xattrs: 'capabilities' }, fractions: 'as they are' } as const;
const secondInSeconds = { ...second, fractions: 'none' } as const;

/**
 * From composefs-rs as bootc has it: EROFS format 2 alone until 1.16.2, which reads no parts of seconds; format 1 by default
 * since 1.16.4; a repository keeps the format that it was made with.
 */
export const bootcRules: readonly BootcRule[] = [
  { action: 'install', versions: '1.16.4 or later', ...first },
  { action: 'install', versions: '1.16.3', ...second },
  { action: 'install', versions: '1.16.2 or earlier', ...secondInSeconds },
  { action: 'update', versions: '1.16.4 or later', installedBy: '1.16.4 or later', ...first },
  { action: 'update', versions: '1.16.3 or later', installedBy: '1.16.3 or earlier', ...second },
  { action: 'update', versions: '1.16.2 or earlier', installedBy: '1.16.2 or earlier', ...secondInSeconds },
];

/** Whether these versions accept the digests in the unified kernel images of a container. */
export interface BootcVerdict extends Pick<BootcRule, 'action' | 'versions' | 'installedBy'> {
  /** Which digest they compute. */
  readonly digest: string;
  readonly accepts: boolean;
}

/** What each version of bootc does with an image whose unified kernels name these digests; none accepts an image without. */
export async function bootcVerdicts(
  root: Directory,
  named: readonly string[],
  budget = new WorkBudget(),
): Promise<readonly BootcVerdict[]> {
  // Loaded when needed: what matches SELinux' rules is large.
  const { PolicyCache, RootDigests } = await import('@bootwright/composefs');
  const digests = new RootDigests(root, { algorithm: 'sha512', policies: new PolicyCache(budget) });
  const verdicts: BootcVerdict[] = [];
  for (const { format, fractions, ...rule } of bootcRules) {
    const digest = await stepByStep(digests.digest(format, fractions), budget);
    const accepts = named.length > 0 && named.every((one) => one.toLowerCase() === digest);
    verdicts.push({ ...rule, digest, accepts });
  }
  return verdicts;
}
