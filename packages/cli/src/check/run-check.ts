import { Fault } from '@bootwright/core';
import { checkManifest, type ManifestCheck } from '@bootwright/manifest-check';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { placed } from '../problems/placed.ts';
import { renderSarif } from '../problems/render-sarif.ts';
import type { CheckGiven } from './check-options.ts';
import { type FileCheck, findingsOf } from './file-check.ts';
import { manifestFiles } from './manifest-files.ts';
import { renderGithub } from './render-github.ts';
import { renderSummary, renderText } from './render-text.ts';

/** Checks manifests, and prints what is wrong with each as soon as it is known. */
export async function runCheck(
  operands: readonly string[],
  given: CheckGiven,
  context: CommandContext,
): Promise<ExitStatus> {
  const { host, json } = context;
  const format = given.format ?? (json ? 'json' : 'text');
  const files = await manifestFiles(operands, context);
  const checks: FileCheck[] = [];
  for (const { file, read } of files) {
    const text = await textOrFault(read, file);
    const check = text instanceof Fault ? unreadable(text) : await host.computing(() => checkManifest(text));
    const found = { file, ...check };
    // Kept are those with findings, of which a hundred of a kind are listed at most.
    if (found.errors.length + found.warnings.length > 0) checks.push(found);
    if (format === 'json') await host.stdout.write(jsonLine(found));
    if (format === 'github') await host.stdout.write(renderGithub(findingsOf(found)));
    if (format === 'text') await host.stdout.write(renderText(findingsOf(found), host.stdout));
  }
  if (format === 'sarif') await host.stdout.write(renderSarif(checks.flatMap(findingsOf)));
  if (format === 'text') await host.stdout.write(renderSummary(files.length, checks, host.stdout));
  return checks.some(({ errors }) => errors.length > 0) ? exitStatus.invalidInput : exitStatus.done;
}

/** What a file itself is wrong in is an error of it; that it cannot be opened ends the command. */
async function textOrFault(read: () => Promise<string>, file: string): Promise<string | Fault> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Fault && ['file/utf8', 'file/gzip', 'file/too-long'].includes(error.code)) return error;
    throw placed(error, { file });
  }
}

function unreadable({ code, message }: Fault): ManifestCheck {
  return { errors: [{ code, message, path: [], line: 1, column: 1 }], warnings: [] };
}

function jsonLine({ file, errors, warnings }: FileCheck): string {
  const plain = (problems: ManifestCheck['errors']) =>
    problems.map(({ code, message, path, line, column }) => ({ code, message, path, line, column }));
  return `${JSON.stringify({ file, errors: plain(errors), warnings: plain(warnings) })}\n`;
}
