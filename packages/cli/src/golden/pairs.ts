import { join } from 'node:path';
import {
  readGoldenFile,
  renderHtmlPairs,
  renderPairs,
  type SealingChange,
  sealingChanges,
  writeGoldenFile,
} from '@bootwright/golden';
import { renderUnified } from '@bootwright/manifest-diff';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { encodeJson } from '../files/encode-json.ts';
import { writeFile } from '../files/write-file.ts';
import { type Look, lookOf } from '../terminal/look.ts';
import { wrapped } from '../terminal/wrapped.ts';
import type { GoldenContext } from './golden-context.ts';
import type { GoldenGiven } from './golden-options.ts';

/** Of all pairs, among the goldens. */
const pairsFile = 'pairs.txt';

/**
 * Says what sealing changes. Of all cases that is a golden itself: where it is another than before, the exit status is
 * 4, or the policy has it written.
 */
export async function comparePairs(
  bench: GoldenContext,
  given: GoldenGiven,
  context: CommandContext,
): Promise<ExitStatus> {
  const { host, json } = context;
  const cases = bench.cases.filter(({ name, twin }) => twin === undefined || bench.matches(name));
  const { changes, text } = await host.computing(() => {
    const found = sealingChanges(cases, bench.generate);
    return { changes: found, text: renderPairs(found) };
  });
  if (given.html !== undefined) await writeFile(given.html, await host.computing(() => renderHtmlPairs(changes)), host);
  const plain = changes.map(({ names, reaches, lines }) => ({ names, reaches, lines }));
  await host.stdout.write(json ? encodeJson(plain) : shownText(changes, text, lookOf(host.stdout)));
  if (bench.isPart) return exitStatus.done;
  const golden = readGoldenFile(bench.goldens, pairsFile);
  const name = join(bench.folder, pairsFile);
  if (golden === text) return exitStatus.done;
  if (given.policy === 'all' || (given.policy === 'new' && golden === undefined)) {
    await writeGoldenFile(bench.goldens, pairsFile, text);
    await context.remark('golden/pairs-written', `${name} written`);
    return exitStatus.done;
  }
  await context.remark(
    'golden/pairs-changed',
    golden === undefined
      ? `there is no ${name}; --policy new writes it`
      : `what sealing changes is not what ${name} says; where that is wanted, --policy all writes it`,
  );
  if (golden !== undefined && !json) await host.stderr.write(renderUnified(golden.split('\n'), text.split('\n')));
  return exitStatus.differences;
}

/** A terminal gets lines of its width; everything else the text of the golden. */
function shownText(changes: readonly SealingChange[], text: string, { width }: Look): string {
  if (width === Number.POSITIVE_INFINITY) return text;
  return renderPairs(changes, (line, indent) => {
    // Blanks at the beginning are not words, and stay.
    const [lead = ''] = /^ */.exec(line) ?? [];
    return wrapped(line.slice(lead.length), width - indent).map((part, index) =>
      index === 0 ? `${lead}${part}` : `${' '.repeat(indent)}${part}`,
    );
  });
}
