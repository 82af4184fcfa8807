import { Fault, nearest } from '@bootwright/core';
import { type Explanation, explain, explanations, subjects } from '@bootwright/explain';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { encodeJson } from '../files/encode-json.ts';
import type { Output } from '../host.ts';
import { styleOf } from '../terminal/colour.ts';
import { renderFacts } from '../terminal/fact-table.ts';
import { renderTable } from '../terminal/table.ts';
import { wrapped } from '../terminal/wrapped.ts';

/** Prints what a code means, or the codes of a subject, or all. Fault: `usage/value` for one that is not known. */
export async function runExplain(code: string | undefined, { host, json }: CommandContext): Promise<ExitStatus> {
  const one = code === undefined ? undefined : explain(code);
  if (one !== undefined) {
    await host.stdout.write(json ? encodeJson(one) : renderExplanation(one, host.stdout));
    return exitStatus.done;
  }
  const listed = code === undefined ? explanations : ofSubject(code);
  await host.stdout.write(json ? encodeJson(listed) : renderList(listed, host.stdout));
  return exitStatus.done;
}

function ofSubject(subject: string): readonly Explanation[] {
  if (subjects.includes(subject)) return explanations.filter(({ code }) => code.startsWith(`${subject}/`));
  const known = subject.includes('/') ? explanations.map(({ code }) => code) : subjects;
  const near = nearest(subject, known);
  throw new Fault('usage/value', `${JSON.stringify(subject)} is not a code of a fault or notice`, {
    hint: near === undefined ? 'list all codes with "bootwright explain"' : `did you mean ${near}?`,
  });
}

function renderExplanation({ code, what, why, cure, example }: Explanation, output: Output): string {
  const { strong, faint } = styleOf(output);
  const facts = renderFacts(
    [
      ['why', why],
      ['cure', cure],
      ['example', example],
    ],
    { labels: 9, width: output.columns },
  );
  return `${strong(code)}\n${wrapped(what, output.columns).join('\n')}\n\n${facts}\n${faint(homeOf(code))}\n`;
}

/** The page of the code on the site. */
const homeOf = (code: string): string => `https://bootwright.github.io/bootwright/codes/${code}.html`;

function renderList(listed: readonly Explanation[], output: Output): string {
  const rows = listed.map(({ code, what }) => [code, what]);
  return renderTable([['CODE', 'WHAT HAPPENED'], ...rows], { width: output.columns, heading: styleOf(output).faint });
}
