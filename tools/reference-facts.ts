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
    files: Object.assign({}, ...parts.map(({ files }) => files), freshRequests()),
    leftOut: [...parts.flatMap(({ leftOut }) => leftOut), ...othersLeftOut],
  };
}

/** Requests of tools/fresh-requests, recorded by a run of image-builder of our own: they stay as they are. */
function freshRequests(): Facts['files'] {
  const names = ['image-builder/fresh.requests', 'image-builder/fresh.answers'];
  return Object.fromEntries(names.map((name) => [name, referenceText(name)]));
}

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
