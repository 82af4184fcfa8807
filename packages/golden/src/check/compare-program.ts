import { Fault, readExactJson } from '@bootwright/core';
import { encodeJson } from '@bootwright/osbuild';
import { type Command, type CommandRunner, outputText, requireSuccess } from '@bootwright/process';
import type { GoldenCase } from '../cases/golden-case.ts';
import type { Generate } from '../outcome/generate-outcome.ts';
import { isSameOutcome, type Outcome } from '../outcome/outcome.ts';
import { type ScratchFolder, withScratchFolder } from '../store/scratch-folder.ts';
import type { CheckReport, Verdict } from './verdict.ts';

/**
 * Runs another program on each case and compares its manifests with ours, in the place of goldens. In `command`,
 * `{request}` is a file with the request, as `batch` takes it; `{out}` one that the program writes: without it, its
 * standard output counts. Of a program that fails only that it does is compared, and notices are not.
 */
export function compareWithProgram(
  cases: readonly GoldenCase[],
  command: Command,
  generate: Generate,
  runner: CommandRunner,
): Promise<CheckReport> {
  if (!command.some((word) => word.includes('{request}'))) throw noRequest(command);
  return withScratchFolder(async (scratch) => {
    const verdicts: Verdict[] = [];
    for (const [index, one] of cases.entries()) {
      const before = await outcomeOfProgram(one, index, command, runner, scratch);
      const after = comparable(generate(one));
      const { name } = one;
      const alike = (before.kind === 'fault' && after.kind === 'fault') || isSameOutcome(before, after);
      verdicts.push(alike ? { kind: 'same', name } : { kind: 'changed', name, before, after });
    }
    return { verdicts, orphans: [], against: 'program' };
  });
}

async function outcomeOfProgram(
  one: GoldenCase,
  index: number,
  command: Command,
  runner: CommandRunner,
  scratch: ScratchFolder,
): Promise<Outcome> {
  const [request, out] = [`${index}.request.json`, `${index}.out.json`];
  scratch.put(request, `${JSON.stringify(one.request)}\n`);
  const words = command.map((word) =>
    word.replaceAll('{request}', scratch.path(request)).replaceAll('{out}', scratch.path(out)),
  );
  const result = await runner.run(words);
  if (result.kind === 'exited' && result.code !== 0) {
    const message = outputText(result.stderr).trim();
    return { kind: 'fault', faults: `${JSON.stringify({ code: `exit/${result.code}`, message })}\n` };
  }
  const { stdout } = requireSuccess(result);
  const written = command.some((word) => word.includes('{out}')) ? scratch.get(out) : outputText(stdout);
  return { kind: 'manifest', manifest: normalized(written, one), notices: '' };
}

/** The text as ours would be: only what it says is compared. */
function normalized(text: string | undefined, { name }: GoldenCase): string {
  const reading = readExactJson(text ?? '');
  if (reading.kind === 'value') return encodeJson(reading.value);
  throw new Fault('golden/reference', `the other program gave no JSON for ${name}: ${reading.problem}`, {
    hint: 'have it write the manifest to {out}, or alone to standard output; or end with a status other than 0',
  });
}

function comparable(outcome: Outcome): Outcome {
  return outcome.kind === 'fault' ? outcome : { ...outcome, notices: '' };
}

function noRequest(command: Command): Fault {
  return new Fault('usage/command', `the command ${JSON.stringify(command.join(' '))} does not name {request}`, {
    hint: 'put {request} where the program takes the file of the request, and {out} where it takes that of the manifest',
  });
}
