import { largest } from '@bootwright/core';
import type { SectionText } from '@bootwright/uki';
import type { BootFile } from '../boot-files/boot-files.ts';
import type { SealObstacle } from '../notices/seal-obstacle.ts';
import type { NamedRoot } from './named-root.ts';
import { hasQuotes, keyOf, looseWords, namedRoot } from './named-root.ts';
import type { WordOrigin } from './override.ts';
import { overrideOf } from './override.ts';

/** What the command lines of an image or addon say of the root, and what in them may start something else. */
export interface CommandLineFinding {
  readonly root: NamedRoot;
  readonly obstacles: readonly SealObstacle[];
}

/** Linux' COMMAND_LINE_SIZE on x86 and arm64, without the NUL. */
const longestCommandLine = 2047;
/** Words of one file that are named. */
const mostOverrides = 10;

/**
 * Of every command line in a file, as bootc reads it when it installs and as the kernel gets it: all have to agree. To
 * that of an image the stub appends `addonBytes` of addons.
 */
export function commandLineObstacles(
  image: BootFile,
  origin: WordOrigin = 'kernel',
  addonBytes = 0,
): CommandLineFinding {
  const { file } = image;
  const readings = readingsOf(image);
  const texts = textsOf(image);
  const roots = texts.map(namedRoot);
  const root = roots[0] ?? { kind: 'none' };
  const obstacles = [
    ...unreadable(file, readings),
    ...overrides(image, (word) => overrideOf(word, origin)),
    ...(origin === 'kernel' ? [...ofKernel(image, roots), ...ofKernelAlone(image)] : ofAddon(file, roots)),
    ...(texts.some(hasQuotes) ? [{ kind: 'quoted', file } as const] : []),
    ...image.loadFlaws.map((flaw): SealObstacle => ({ kind: 'overwritten', file, flaw })),
    ...(origin === 'kernel' ? tooLong(image, addonBytes) : []),
  ];
  return { root, obstacles };
}

/** The root that an image names: that of its first command line that can be read. */
export function rootOf(image: BootFile): NamedRoot {
  const [first] = textsOf(image);
  return first === undefined ? { kind: 'none' } : namedRoot(first);
}

function readingsOf({ commandLines }: BootFile): readonly SectionText[] {
  return commandLines.flatMap(({ installed, passed }) => [installed, passed]);
}

function textsOf(image: BootFile): readonly string[] {
  return readingsOf(image).flatMap((reading) => (reading.kind === 'text' ? [reading.text] : []));
}

/** Every word of every command line in a file once, as `looseWords` splits them. */
function wordsOf(image: BootFile): readonly string[] {
  return [...new Set(textsOf(image).flatMap(looseWords))];
}

function unreadable(file: string, readings: readonly SectionText[]): readonly SealObstacle[] {
  const broken = readings.find((reading) => reading.kind === 'unreadable');
  return broken?.kind === 'unreadable' ? [{ kind: 'unreadable', file, why: broken.why }] : [];
}

/** The words of a file that may start something else, by a function that says what they do; absent: nothing. */
export function overrides(image: BootFile, effectOf: (word: string) => string | undefined): readonly SealObstacle[] {
  return wordsOf(image)
    .flatMap((word): readonly SealObstacle[] => {
      const effect = effectOf(word);
      return effect === undefined ? [] : [{ kind: 'override', file: image.file, word, effect }];
    })
    .slice(0, mostOverrides);
}

function ofKernel({ file, lacks }: BootFile, roots: readonly NamedRoot[]): readonly SealObstacle[] {
  const [first, ...others] = roots;
  if (first === undefined) return [];
  const disagrees = others.some((other) => meaningOf(other) !== meaningOf(first));
  return [
    ...roots.flatMap((root) => ofRoot(file, root)).slice(0, 1),
    ...(disagrees ? [{ kind: 'several-command-lines', file } as const] : []),
    ...(lacks.includes('.cmdline') ? [{ kind: 'no-command-line', file } as const] : []),
  ];
}

/** Without an initramfs the kernel mounts `root=`, or nothing: what it has built in is not looked at. */
function ofKernelAlone(image: BootFile): readonly SealObstacle[] {
  const { file, lacks } = image;
  const namesRoot = wordsOf(image).some((word) => keyOf(word) === 'root');
  return lacks.includes('.initrd') && namesRoot ? [{ kind: 'no-initramfs', file }] : [];
}

function ofRoot(file: string, root: NamedRoot): readonly SealObstacle[] {
  if (root.kind === 'broken') return [{ kind: 'broken-word', file, word: root.word }];
  if (root.kind === 'contradictory') return [{ kind: 'contradictory', file, words: root.words }];
  return root.kind === 'root' && !root.isRead ? [{ kind: 'unread-word', file }] : [];
}

function ofAddon(file: string, roots: readonly NamedRoot[]): readonly SealObstacle[] {
  return roots.some(({ kind }) => kind !== 'none') ? [{ kind: 'addon-root', file }] : [];
}

function meaningOf(root: NamedRoot): string {
  if (root.kind !== 'root') return root.kind;
  const { digest, optional, format = 'v1' } = root.seal;
  return `${digest.toLowerCase()} ${optional} ${format}`;
}

/** Addons of any image count, each with a blank before it: bootc puts them where they are asked for. */
export function appendedBytes(addons: readonly BootFile[]): number {
  return addons.reduce((total, addon) => total + 1 + longestPassed(addon), 0);
}

function tooLong(image: BootFile, addonBytes: number): readonly SealObstacle[] {
  const bytes = longestPassed(image) + addonBytes;
  return bytes > longestCommandLine ? [{ kind: 'long-command-line', file: image.file, bytes }] : [];
}

function longestPassed({ commandLines }: BootFile): number {
  return largest(
    commandLines.flatMap(({ passed }) => (passed.kind === 'text' ? [Buffer.byteLength(passed.text)] : [])),
  );
}
