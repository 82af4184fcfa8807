import { openGoldens, readGoldenFolder } from '@bootwright/golden';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { renderTable } from '../terminal/table.ts';
import type { Workbench } from './workbench.ts';

/** Names the cases, and the files of their goldens where they have some. */
export async function listGoldens(bench: Workbench, { host, json }: CommandContext): Promise<ExitStatus> {
  const goldens = openGoldens(readGoldenFolder(bench.goldens));
  const rows = bench.cases
    .filter(({ name }) => bench.matches(name))
    .map(({ name, profile }) => ({ name, profile, files: goldens.filesOf(name) }));
  await host.stdout.write(
    json
      ? `${JSON.stringify(rows, null, 2)}\n`
      : renderTable(rows.map(({ name, files }) => [name, files.length === 0 ? '(no golden)' : files.join(' ')])),
  );
  return exitStatus.done;
}
