import { openGoldens } from '@bootwright/golden';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { encodeJson } from '../files/encode-json.ts';
import { renderTable } from '../terminal/table.ts';
import { type GoldenContext, storedGoldens } from './golden-context.ts';

/** Names the cases, and the files of their goldens where they have some. */
export async function listGoldens(bench: GoldenContext, context: CommandContext): Promise<ExitStatus> {
  const { host, json } = context;
  const goldens = openGoldens(await storedGoldens(bench, context));
  const rows = bench.cases
    .filter(({ name }) => bench.matches(name))
    .map(({ name, profile }) => ({ name, profile, files: goldens.filesOf(name) }));
  await host.stdout.write(
    json
      ? encodeJson(rows)
      : renderTable(rows.map(({ name, files }) => [name, files.length === 0 ? '(no golden)' : files.join(' ')])),
  );
  return exitStatus.done;
}
