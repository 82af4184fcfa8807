import { encodeIndex, type GoldenPaths, indexPath } from './golden-index.ts';
import type { Outcome } from './outcome.ts';

/** The ends of the names of golden files. */
export const endings = { manifest: '.json', notices: '.notices.jsonl', faults: '.faults.jsonl' } as const;

/**
 * The files that hold these outcomes, by path, the index among them. Cases with an equal text share the file of the
 * first of them. No outcomes: no files.
 */
export function layOutGoldens(outcomes: ReadonlyMap<string, Outcome>): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const owners = { manifest: new Map(), notices: new Map(), faults: new Map<string, string>() };
  const place = (name: string, part: keyof typeof endings, text: string): string => {
    const known: string | undefined = owners[part].get(text);
    if (known !== undefined) return known;
    const path = `${name}${endings[part]}`;
    owners[part].set(text, path);
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
