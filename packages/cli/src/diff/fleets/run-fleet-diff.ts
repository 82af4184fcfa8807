import { Fault, shownOutput, unreachable } from '@bootwright/core';
import {
  diffFleets,
  type FleetDiff,
  isEqualFleet,
  type ManifestFleet,
  renderFleetHtml,
  renderFleetJson,
  renderFleetMarkdown,
  renderFleetTerminal,
} from '@bootwright/fleet-diff';
import type { CommandContext } from '../../command.ts';
import { type ExitStatus, exitStatus } from '../../exit-status.ts';
import { writeFile } from '../../files/write-file.ts';
import { barLine } from '../../terminal/bar-line.ts';
import { diffPalette } from '../../terminal/diff-palette.ts';
import { type Look, lookOf, plainLook } from '../../terminal/look.ts';
import type { DiffGiven, Format } from '../diff-options.ts';
import { formatOf } from '../format-of-file.ts';

/** Prints the differences between two sets of manifests, equal ones together. */
export async function runFleetDiff(
  fleets: { readonly before: ManifestFleet; readonly after: ManifestFleet },
  given: DiffGiven,
  { host, json }: CommandContext,
): Promise<ExitStatus> {
  checkOptions(given);
  const format = given.format ?? (json ? 'json' : formatOf(given.output));
  if (format === 'unified') {
    throw new Fault('usage/options', '--format unified is for two manifests, not for sets of them', {
      hint: 'give two files, or another format',
    });
  }
  const isPrinted = given.output === undefined || given.output === '-';
  let shown = 0;
  const progress = (done: number, count: number): void => {
    if (!host.stderr.terminal || performance.now() - shown < 100) return;
    shown = performance.now();
    const line = barLine({ share: done / count, words: `${done} of ${count} manifests compared` }, host.stderr.columns);
    void host.stderr.write(`\r\u001b[K${line}`);
  };
  const diff = await host.computing(() =>
    diffFleets(fleets.before, fleets.after, { ignored: new Set(given.ignore.flat()), progress }),
  );
  if (shown > 0) await host.stderr.write('\r\u001b[K');
  const text = rendered(diff, format, { look: isPrinted ? lookOf(host.stdout) : plainLook, ...linkOf(given) });
  if (given.output === undefined || isPrinted) await host.stdout.write(text);
  else await writeFile(given.output, shownOutput(text, { controls: false }), host);
  return given.exitCode && !isEqualFleet(diff) ? exitStatus.differences : exitStatus.done;
}

const linkOf = ({ link }: DiffGiven): { readonly link?: string } => (link === undefined ? {} : { link });

interface Rendering {
  readonly look: Look;
  readonly link?: string;
}

function rendered(diff: FleetDiff, format: Exclude<Format, 'unified'>, { look, ...options }: Rendering): string {
  switch (format) {
    case 'text':
      return renderFleetTerminal(diff, { palette: diffPalette({ colour: look.colour }), width: look.width });
    case 'markdown':
      return renderFleetMarkdown(diff, options);
    case 'json':
      return renderFleetJson(diff);
    case 'html':
      return renderFleetHtml(diff);
    default:
      return unreachable(format);
  }
}

function checkOptions({ sameSeed }: DiffGiven): void {
  if (!sameSeed) return;
  throw new Fault('usage/options', '--same-seed has no effect on sets of manifests, which show identifiers by role', {
    hint: 'leave it out, or give two files',
  });
}
