import { isUtf8Name } from '@bootwright/archive';
import type { LayerDigests } from '@bootwright/composefs';
import { type Directory, mostInline } from '@bootwright/composefs';
import { unifiedKernelDirectory } from '@bootwright/uki';
import type { BootFile, BootFiles } from '../boot-files/boot-files.ts';
import {
  appendedBytes,
  type CommandLineFinding,
  commandLineObstacles,
} from '../command-line/command-line-obstacles.ts';
import { linkedMounts } from '../command-line/linked-mounts.ts';
import type { NamedRoot } from '../command-line/named-root.ts';
import type { SealObstacle } from '../notices/seal-obstacle.ts';
import type { DigestMatch } from './explain-digest.ts';

/** What is known of an image when its seal is checked. */
export interface SealEvidence {
  readonly files: BootFiles;
  /** What the digest covers, in which links lead from mount points to others. */
  readonly root: Directory;
  readonly layers: LayerDigests;
  /** Where links of what is started lead out of what the digest covers. */
  readonly linksOut: readonly SealObstacle[];
  /** How the root comes to a digest. */
  readonly match: (digest: string) => DigestMatch;
}

/** Whether what bootc installs of an image, and a machine then starts, is the root of its layers and nothing else. */
export type SealVerdict =
  /**
   * The image `file` is installed, and boots this root; without an initramfs in it, that of its kernel has to do so. An
   * image without a header boots nothing, this root or another.
   */
  | { readonly kind: 'holds'; readonly file: string; readonly lacksInitramfs?: true; readonly isHeaderless?: true }
  /** No unified kernel image, or none that names a root. */
  | { readonly kind: 'nothing-to-verify'; readonly why: 'no-kernel' | 'no-seal' }
  /** A seal is of another root. */
  | { readonly kind: 'broken'; readonly obstacles: readonly SealObstacle[] }
  /** A root without fs-verity is started too. */
  | { readonly kind: 'not-enforced'; readonly file: string }
  | { readonly kind: 'not-verified'; readonly obstacles: readonly SealObstacle[] };

/** The seal of one unified kernel image. */
export interface CheckedSeal {
  readonly file: string;
  readonly digest: string;
  readonly match: DigestMatch;
}

export interface SealFinding {
  readonly verdict: SealVerdict;
  /** Of all unified kernel images, in the order in which bootc installs them. */
  readonly seals: readonly CheckedSeal[];
}

export function sealVerdict(evidence: SealEvidence): SealFinding {
  const { kernels, addons, unreadable } = evidence.files;
  const addonBytes = appendedBytes(addons);
  const roots = kernels.map((kernel) => ({ kernel, ...commandLineObstacles(kernel, 'kernel', addonBytes) }));
  const seals = roots.flatMap(({ kernel: { file }, root }): readonly CheckedSeal[] =>
    root.kind === 'root' ? [{ file, digest: root.seal.digest, match: evidence.match(root.seal.digest) }] : [],
  );
  const installed = roots.at(-1);
  if (unreadable.length === 0 && roots.every(isUnsealed))
    return { verdict: { kind: 'nothing-to-verify', why: installed === undefined ? 'no-kernel' : 'no-seal' }, seals };
  const obstacles = [
    ...layerObstacles(evidence.layers),
    ...fileObstacles(evidence.files),
    ...evidence.linksOut,
    ...roots.flatMap(({ kernel, root, obstacles: found }) => [...found, ...kernelObstacles(kernel, root, evidence)]),
  ];
  if (seals.some(({ match }) => match.kind !== 'same')) return { verdict: { kind: 'broken', obstacles }, seals };
  if (installed === undefined || obstacles.length > 0) return { verdict: { kind: 'not-verified', obstacles }, seals };
  const { file } = installed.kernel;
  const isOptional = roots.some(({ root }) => root.kind === 'root' && root.seal.optional);
  if (isOptional) return { verdict: { kind: 'not-enforced', file }, seals };
  const lacksInitramfs = kernels.some(({ lacks }) => lacks.includes('.initrd'));
  const isHeaderless = kernels.some((kernel) => kernel.isHeaderless);
  const lacking = { ...(lacksInitramfs ? { lacksInitramfs } : {}), ...(isHeaderless ? { isHeaderless } : {}) };
  return { verdict: { kind: 'holds', file, ...lacking }, seals };
}

function isUnsealed({ root, obstacles }: CommandLineFinding): boolean {
  return root.kind === 'none' && obstacles.every(({ kind }) => kind !== 'unreadable');
}

/** bootc keeps layers by these digests, and builds a root of those that it has. */
function layerObstacles({ declared, found, doubts = [] }: LayerDigests): readonly SealObstacle[] {
  const differently = doubts.map((why): SealObstacle => ({ kind: 'read-differently', why }));
  if (declared.length !== found.length)
    return [...differently, { kind: 'layer-count', declared: declared.length, found: found.length }];
  const others = found.flatMap((digest, index): readonly SealObstacle[] => {
    const named = declared[index] ?? '';
    return named === digest ? [] : [{ kind: 'layer-digest', layer: index + 1, declared: named, found: digest }];
  });
  return [...differently, ...others];
}

function fileObstacles(files: BootFiles): readonly SealObstacle[] {
  const { kernels, addons, entries, companions, withLoader, loaderKernels, unknownLoaders, otherCase, unreadable } =
    files;
  const isFound = kernels.some(({ file }) => file.startsWith(`${unifiedKernelDirectory}/`) && isInstallable(file));
  return [
    ...entries.map((file): SealObstacle => ({ kind: 'entry', file })),
    ...unreadable.map(({ file, why }): SealObstacle => ({ kind: 'unreadable', file, why })),
    ...(isFound ? [] : [{ kind: 'not-looked-for' } as const]),
    ...withLoader.map((file): SealObstacle => ({ kind: 'with-loader', file })),
    ...loaderKernels.map((file): SealObstacle => ({ kind: 'loader-kernel', file })),
    ...unknownLoaders.map(({ file, why }): SealObstacle => ({ kind: 'unknown-loader', file, why })),
    ...otherCase.map((file): SealObstacle => ({ kind: 'other-case', file })),
    ...addons.flatMap(addonObstacles),
    ...companions.map((file): SealObstacle => ({ kind: 'companion', file })),
  ];
}

/** Whether bootc takes an image with such a file for one that boots by it (bootc, `kernel.rs`). */
function isInstallable(file: string): boolean {
  return !file.endsWith('/.efi') && isUtf8Name(file);
}

function addonObstacles(addon: BootFile): readonly SealObstacle[] {
  const { file, brings } = addon;
  const sections: readonly SealObstacle[] = brings.includes('.linux')
    ? [{ kind: 'addon-kernel', file }]
    : brings.map((section) => ({ kind: 'addon-section', file, section }));
  return [...sections, ...commandLineObstacles(addon, 'addon').obstacles];
}

function kernelObstacles(
  kernel: BootFile,
  root: NamedRoot,
  { match, root: sealed }: SealEvidence,
): readonly SealObstacle[] {
  const { file, size, lacks, repeats, hasName } = kernel;
  const label = root.kind === 'root' ? root.seal.format : undefined;
  const isMislabelled = label === 'v2' && root.kind === 'root' && match(root.seal.digest).kind === 'same';
  return [
    ...(isUtf8Name(file) ? [] : [{ kind: 'name', file } as const]),
    ...(size > mostInline ? [] : [{ kind: 'too-small', file } as const]),
    ...(root.kind === 'none' ? [{ kind: 'unsealed', file } as const] : []),
    ...(isMislabelled ? [{ kind: 'mislabelled', file } as const] : []),
    ...(hasName ? [] : [{ kind: 'no-os-release', file } as const]),
    ...(lacks.includes('.linux') ? [{ kind: 'no-kernel', file } as const] : []),
    ...repeats.map((section): SealObstacle => ({ kind: 'several-sections', file, section })),
    ...linkedMounts(kernel, sealed),
  ];
}
