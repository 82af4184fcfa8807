import { chosenRequests } from './chosen.ts';
import { freshRequest } from './request.ts';
import { treeRequest } from './tree.ts';
import { usualRequest } from './usual.ts';
import { wideRequest } from './wide.ts';
import { wideTreeRequest } from './wide-tree.ts';

/**
 * Prints requests as JSON lines: `generate KIND FIRST COUNT` random ones, from number FIRST on, or `generate chosen` those
 * at limits. KIND is `fresh` (of unusual values), `usual` (of valid values) or `tree` (facts in the files of a container).
 * They are compared with the answers of osbuild/image-builder to the same lines.
 */
const kinds: Readonly<Record<string, (number: number) => unknown>> = {
  fresh: freshRequest,
  usual: usualRequest,
  tree: treeRequest,
  wide: wideRequest,
  'wide-tree': wideTreeRequest,
};

const [kind = 'fresh', first = '1', count = '1000'] = process.argv.slice(2);
for (const request of requests()) process.stdout.write(`${JSON.stringify(request)}\n`);

function requests(): readonly unknown[] {
  if (kind === 'chosen') return chosenRequests;
  const make = kinds[kind];
  if (make === undefined) throw new Error(`unknown kind ${kind}`);
  return Array.from({ length: Number(count) }, (_, index) => make(Number(first) + index));
}
