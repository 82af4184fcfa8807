import { type CommandRunner, type Reclaimed, sweepLeases } from '@bootwright/process';
import type { CommandContext } from '../../command.ts';

/** Removes and reports what killed builds and boots left behind. */
export async function sweepBefore(runner: CommandRunner, context: CommandContext): Promise<void> {
  await reportSwept(await sweepLeases({ runner, environment: context.host.environment }), context);
}

/** Reports what was removed of killed runs, and what was not. */
export async function reportSwept(swept: readonly Reclaimed[], { remark, report }: CommandContext): Promise<void> {
  for (const { processes, removed, left } of swept) {
    const what = [...(processes === 0 ? [] : [`${processes} processes`]), ...removed];
    if (what.length > 0) await remark('lease/swept', `an earlier run was killed; removed: ${what.join(', ')}`);
    await report(left);
  }
}
