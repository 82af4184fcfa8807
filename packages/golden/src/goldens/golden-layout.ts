import type { Outcome } from '../outcome/outcome.ts';
import { textKey } from '../outcome/text-key.ts';
import { encodeIndex, type GoldenPaths, indexPath } from './golden-index.ts';

/** The ends of the names of golden files. */
export const endings = { manifest: '.json', notices: '.notices.jsonl', faults: '.faults.jsonl' } as const;

/**
 * The files that hold these outcomes, by path, the index among them. Cases of one top folder with an
 * equal text share the file of the first of them. No outcomes: no files.
 */
export function layOutGoldens(outcomes: ReadonlyMap<string, Outcome>): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const owners = {
    manifest: new Map<string, string>(),
    notices: new Map<string, string>(),
    faults: new Map<string, string>(),
  };
  const place = (name: string, part: keyof typeof endings, text: string): string => {
    const key = `${topFolder(name)}\n${textKey(text)}`;
    const known = owners[part].get(key);
    if (known !== undefined) return known;
    const path = `${name}${endings[part]}`;
    owners[part].set(key, path);
    files.set(path, text);
    return path;
  };
  const paths = new Map<string, GoldenPaths>();
  for (const [name, outcome] of outcomes) {
    if (outcome.kind === 'fault') paths.set(name, [place(name, 'faults', outcome.faults)]);
    else {
      const manifest = place(name, 'manifest', outcome.manifest);
      const notices = outcome.notices === '' ? [] : [place(name, 'notices', outcome.notices)];
      paths.set(name, [manifest, ...notices]);
    }
  }
  if (files.size > 0) files.set(indexPath, encodeIndex(paths));
  return files;
}

/** The first segment of a path; empty for a file at the top. */
export function topFolder(path: string): string {
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : '';
}
