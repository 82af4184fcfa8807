import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { factsOfBootc } from './facts-of-bootc.ts';
import { factsOfComposefs } from './facts-of-composefs.ts';
import { factsOfImageBuilder } from './facts-of-image-builder.ts';
import { factsOfOsbuild } from './facts-of-osbuild.ts';
import { referenceFolder, referenceText } from './reference.ts';

/** What is taken from the recordings. */
export interface Facts {
  /** Texts by the name of their file, without its ending `.jsonl.gz`. */
  readonly files: Readonly<Record<string, string>>;
  /** What is not taken, and what of it is kept. */
  readonly leftOut: readonly string[];
}

/** All that `test-data/reference` must contain, made from `../shared/reference`. */
export function referenceFacts(): Facts {
  const parts = [factsOfImageBuilder(), factsOfBootc(), factsOfComposefs(), factsOfOsbuild()];
  return {
    files: Object.assign({}, ...parts.map(({ files }) => files), ownRecordings()),
    leftOut: [...parts.flatMap(({ leftOut }) => leftOut), ...othersLeftOut],
  };
}

/** What tools/fresh-requests and tools/fresh-roots drew, recorded by runs of our own: it stays as it is. */
function ownRecordings(): Facts['files'] {
  const requests = ['fresh', 'fresh-trees'].flatMap((set) => [`${set}.requests`, `${set}.answers`]);
  const names = [...requests.map((name) => `image-builder/${name}`), ...freshRoots];
  return Object.fromEntries(names.map((name) => [name, referenceText(name)]));
}

const freshRoots = ['bootc/fresh', 'composefs/fresh', 'composefs/patterns'] as const;

const othersLeftOut = [
  'consoles/, osbuild-runs/: logs and outputs of other programs',
  'sealed-customization/: logs, manifests and binaries of an experiment',
];

/** The names of the files in `test-data/reference`, without their ending. */
export function presentFacts(): readonly string[] {
  return readdirSync(referenceFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.gz'))
    .map((entry) => relative(referenceFolder, join(entry.parentPath, entry.name)).replace(/\.jsonl\.gz$/, ''));
}

export function jsonLines(values: readonly unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}
