import { counted, defined, Fault, shownLine, shownName } from '@bootwright/core';
import {
  checkCases,
  compactNames,
  type GoldenFolder,
  groupChanges,
  isFaultyCase,
  openGoldens,
  takesOver,
  updateGoldens,
  type Verdict,
  withArchive,
} from '@bootwright/golden';
import { renderTerminal } from '@bootwright/manifest-diff';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { styleOf } from '../terminal/colour.ts';
import { diffPalette } from '../terminal/diff-palette.ts';
import { givenArchive } from './check-goldens.ts';
import { type GoldenContext, storedGoldens } from './golden-context.ts';
import type { GoldenGiven } from './golden-options.ts';

/** Something to accept or to leave: cases that changed alike, or are without a golden, or goldens without a case. */
interface Question {
  readonly title: string;
  readonly body: string;
  readonly names: readonly string[];
}

/**
 * Shows each change once, whatever number of cases it concerns, and asks: y accepts it, n leaves it, a accepts
 * all that is left, q leaves all that is left. Nothing is written before the last answer.
 */
export async function reviewGoldens(
  bench: GoldenContext,
  given: GoldenGiven,
  context: CommandContext,
): Promise<ExitStatus> {
  const { host } = context;
  if (!host.stdout.terminal) throw noTerminal();
  const archive = await givenArchive(given, context);
  const goldens = withArchive(await storedGoldens(bench, context), archive);
  const { questions, faulty } = await host.computing(() => questionsOf(bench, goldens, host.stdout));
  if (faulty.length > 0) {
    const names = compactNames(faulty).map((name) => `  ${shownName(name)}\n`);
    await host.stdout.write(`${counted(faulty.length, 'case')} at fault, with nothing to accept:\n${names.join('')}`);
    if (questions.length === 0) return exitStatus.differences;
  }
  if (questions.length === 0) {
    await host.stdout.write('Every case is as its golden says.\n');
    return exitStatus.done;
  }
  const accepted = new Set<string>();
  const style = styleOf(host.stdout);
  const lines = lineReader(host.stdin());
  let left = questions.length;
  for (const [index, { title, body, names }] of questions.entries()) {
    await host.stdout.write(`\n${style.strong(`${title} (${index + 1} of ${questions.length})`)}\n${body}`);
    const answer = await ask(lines, (text) => host.stdout.write(text));
    if (answer === 'q') break;
    if (answer === 'n') continue;
    const taken = answer === 'a' ? questions.slice(index) : [{ names }];
    left -= taken.length;
    for (const name of taken.flatMap((one) => one.names)) accepted.add(name);
    if (answer === 'a') break;
  }
  await lines.return?.(undefined);
  const accepts = (verdict: Verdict): boolean => accepted.has(verdict.name) && takesOver('all', verdict);
  const { matches, form } = bench;
  if (accepted.size > 0)
    await host.computing(() =>
      updateGoldens(bench.goldens, bench.cases, bench.generate, {
        matches,
        accepts,
        removesOrphans: false,
        ...defined({ form, archive }),
      }),
    );
  await host.stdout.write(
    `\n${counted(accepted.size, 'golden')} updated, ${left} of ${counted(questions.length, 'change')} left as they are.\n`,
  );
  return left === 0 && faulty.length === 0 ? exitStatus.done : exitStatus.differences;
}

const answers = [
  { key: 'y', word: 'yes', what: 'accept it' },
  { key: 'n', word: 'no', what: 'leave it' },
  { key: 'a', word: 'all', what: 'accept this and all that follow' },
  { key: 'q', word: 'quit', what: 'leave all that is left' },
] as const;

type Answer = (typeof answers)[number]['key'];

const help = answers.map(({ key, what }) => `  ${key}  ${what}\n`).join('');

async function ask(lines: AsyncIterator<string>, write: (text: string) => Promise<void>): Promise<Answer> {
  for (;;) {
    await write('Accept it? [y/n/a/q, ? for help] ');
    const { value, done } = await lines.next();
    if (done === true) return 'q';
    const given = String(value).trim().toLowerCase();
    const answer = answers.find(({ key, word }) => given === key || given === word);
    if (answer !== undefined) return answer.key;
    await write(help);
  }
}

/** The lines of a stream of bytes, without their ends, each as soon as it is whole. */
async function* lineReader(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of bytes) {
    text += decoder.decode(piece, { stream: true });
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n')) {
      yield text.slice(0, end);
      text = text.slice(end + 1);
    }
  }
  if (text !== '') yield text;
}

function questionsOf(
  bench: GoldenContext,
  goldens: GoldenFolder,
  output: { readonly colour: boolean; readonly columns: number },
): { readonly questions: readonly Question[]; readonly faulty: readonly string[] } {
  const found = checkCases(bench.cases, openGoldens(goldens), bench.generate, {
    matches: bench.matches,
  });
  // What no answer could accept is not asked.
  const report = { ...found, verdicts: found.verdicts.filter((verdict) => !isFaultyCase(verdict)) };
  const palette = diffPalette(output);
  const cases = found.verdicts.length;
  const listed = (names: readonly string[]): string =>
    compactNames(names)
      .map((name) => `  ${palette.faint(shownName(name))}\n`)
      .join('');
  const changed = groupChanges(report).byCase.map(({ names, explanation }): Question => {
    const { diff } = explanation.report;
    const body =
      diff.groups.length === 0
        ? explanation.lines.map((line) => `${shownLine(line)}\n`).join('')
        : renderTerminal(diff, { palette, width: output.columns });
    return { title: `${names.length} of ${cases} cases changed`, body: `${listed(names)}${body}`, names };
  });
  const of = (kind: 'missing' | 'stale'): readonly string[] =>
    report.verdicts.filter((verdict) => verdict.kind === kind).map(({ name }) => name);
  const others = [
    { title: 'Cases without a golden', names: of('missing') },
    { title: 'Goldens without a case', names: of('stale') },
  ];
  return {
    questions: [
      ...changed,
      ...others.filter(({ names }) => names.length > 0).map((one) => ({ ...one, body: listed(one.names) })),
    ],
    faulty: found.verdicts.filter(isFaultyCase).map(({ name }) => name),
  };
}

function noTerminal(): Fault {
  return new Fault('usage/terminal', 'a review asks questions, and there is nobody at a terminal', {
    hint: 'run it in a terminal, or accept the changes that "golden check" reports with "golden update PATTERN"',
  });
}
