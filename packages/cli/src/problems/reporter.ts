import { cappedNotices, Fault, FaultList, type Notice, shownLine, shownText } from '@bootwright/core';
import type { CommandContext } from '../command.ts';
import type { Output } from '../host.ts';
import { styleOf } from '../terminal/colour.ts';
import { lookOf } from '../terminal/look.ts';
import { hanging } from '../terminal/wrapped.ts';
import { version } from '../version.ts';
import { located } from './locate.ts';
import { asProblem, encodeProblem } from './problem.ts';
import { renderProblem } from './render-problem.ts';
import type { SourceTexts } from './source-texts.ts';

/** Reports problems on standard error: as text, or as one line of JSON each. */
export interface Reporter extends Pick<CommandContext, 'report' | 'remark'> {
  /** Reports a thrown value that is not a fault. */
  bug(thrown: unknown): Promise<void>;
}

export function createReporter(output: Output, texts: SourceTexts, json: boolean): Reporter {
  const style = styleOf(output);
  return {
    async report(problems) {
      for (const problem of await located(capped(problems).map(asProblem), texts)) {
        await output.write(json ? `${encodeProblem(problem)}\n` : renderProblem(problem, texts, lookOf(output)));
      }
    },
    async remark(code, message) {
      const { width } = lookOf(output);
      const lines = json
        ? [JSON.stringify({ level: 'remark', code, message })]
        : hanging(shownLine(message), { head: '', indent: 2, width, paint: style.faint });
      await output.write(`${lines.join('\n')}\n`);
    },
    async bug(thrown) {
      const stack = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
      const message = thrown instanceof Error ? thrown.message : String(thrown);
      const text = [
        `${style.error('internal error:')} ${style.strong('this is a bug in Bootwright')} ${style.faint('[internal/bug]')}`,
        ...stack.split('\n').map((line) => `  ${shownText(line)}`),
        `  bootwright ${version}, node ${process.version}, ${process.platform} ${process.arch}`,
        `  ${style.help('help:')} report it with these lines and the input that caused it`,
      ].join('\n');
      const line = JSON.stringify({ level: 'bug', code: 'internal/bug', message, stack });
      await output.write(`${json ? line : text}\n`);
    },
  };
}

/** A hundred faults and a hundred notices at most. */
function capped(problems: readonly (Notice | Fault)[]): readonly (Notice | Fault)[] {
  const faults = new FaultList();
  const notices: Notice[] = [];
  for (const one of problems) {
    if (one instanceof Fault) faults.push(one);
    else notices.push(one);
  }
  return [...faults, ...cappedNotices(notices)];
}
