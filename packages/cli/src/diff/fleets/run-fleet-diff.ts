import { defined, unreachable } from '@bootwright/core';
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
import { optionsFault } from '../../arguments/options-fault.ts';
import type { CommandContext } from '../../command.ts';
import { type ExitStatus, exitStatus } from '../../exit-status.ts';
import { lookOfOutput, writeText } from '../../files/text-output.ts';
import { barLine } from '../../terminal/bar-line.ts';
import { diffPalette } from '../../terminal/diff-palette.ts';
import type { Look } from '../../terminal/look.ts';
import type { DiffGiven, Format } from '../diff-options.ts';
import { formatOf } from '../format-of-file.ts';

/** Prints the differences between two sets of manifests, equal ones together. */
export async function runFleetDiff(
  fleets: { readonly before: ManifestFleet; readonly after: ManifestFleet },
  given: DiffGiven,
  { host, json }: CommandContext,
): Promise<ExitStatus> {
  if (given.sameSeed) {
    const message = '--same-seed has no effect on sets of manifests, which show identifiers by role';
    throw optionsFault(message, 'leave it out, or give two files');
  }
  const format = given.format ?? (json ? 'json' : formatOf(given.output));
  if (format === 'unified') {
    const message = '--format unified is for two manifests, not for sets of them';
    throw optionsFault(message, 'give two files, or another format');
  }
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
  const look = lookOfOutput(given.output, host);
  await writeText(given.output, rendered(diff, format, { ...look, ...defined({ link: given.link }) }), host);
  return given.exitCode && !isEqualFleet(diff) ? exitStatus.differences : exitStatus.done;
}

type Rendering = Look & Pick<DiffGiven, 'link'>;

function rendered(diff: FleetDiff, format: Exclude<Format, 'unified'>, { colour, width, link }: Rendering): string {
  switch (format) {
    case 'text':
      return renderFleetTerminal(diff, { palette: diffPalette({ colour }), width });
    case 'markdown':
      return renderFleetMarkdown(diff, defined({ link }));
    case 'json':
      return renderFleetJson(diff);
    case 'html':
      return renderFleetHtml(diff);
    default:
      return unreachable(format);
  }
}
