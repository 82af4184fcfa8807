import { type CommandRunner, sweepLeases } from '@bootwright/process';
import type { CommandContext } from '../../command.ts';

/** Removes and reports what killed builds and boots left behind. */
export async function sweepBefore(runner: CommandRunner, context: CommandContext): Promise<void> {
  const swept = await sweepLeases({ runner, environment: context.host.environment });
  for (const { processes, removed, left } of swept) {
    const what = [...(processes === 0 ? [] : [`${processes} processes`]), ...removed];
    if (what.length > 0) await context.remark('lease/swept', `an earlier run was killed; removed: ${what.join(', ')}`);
    await context.report(left);
  }
}
