import { setTimeout } from 'node:timers/promises';
import { counted, defined, Fault, type Notice, shownName } from '@bootwright/core';
import { findImageType } from '@bootwright/image-types';
import type { FileFinding } from '../check/file-check.ts';
import { readManifestText } from '../check/manifest-files.ts';
import { renderGithub } from '../check/render-github.ts';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { encodeJson } from '../files/encode-json.ts';
import { type FileKind, namedFiles } from '../files/named-files.ts';
import { nameOf } from '../manifest/read-blueprint.ts';
import { located } from '../problems/locate.ts';
import { asProblem, type Problem } from '../problems/problem.ts';
import { renderSarif } from '../problems/render-sarif.ts';
import { createReporter } from '../problems/reporter.ts';
import { SourceTexts } from '../problems/source-texts.ts';
import { styleOf } from '../terminal/colour.ts';
import { checkDocument, type DocumentContext, type DocumentFindings } from './check-document.ts';
import { kindOf } from './document-kind.ts';
import { type DocumentKind, kindNouns } from './document-kinds.ts';
import { changesOf } from './file-changes.ts';
import type { ValidateGiven } from './validate-options.ts';

/** A document that was checked. */
interface Checked extends DocumentFindings {
  readonly file: string;
  /** Absent where it cannot be read. */
  readonly kind?: DocumentKind;
  /** Its text, for excerpts. */
  readonly texts: SourceTexts;
}

const documents: FileKind = {
  noun: 'documents',
  ending: /\.(?:toml|json|json\.gz|yaml|yml)$/,
  endings: '.toml, .json, .json.gz, .yaml or .yml',
};

/** Checks documents and reports every fault, once or whenever one of them changes. */
export async function runValidate(
  operands: readonly string[],
  given: ValidateGiven,
  context: CommandContext,
): Promise<ExitStatus> {
  if (!given.watch) return validateOnce(operands, given, context);
  if (operands.includes('-')) {
    throw new Fault('usage/options', '--watch cannot watch standard input', { hint: 'give the name of a file' });
  }
  const { host } = context;
  // While a folder is gone it has no files.
  const files = () => namedFiles(operands, documents, { host, report: async () => undefined }).catch(noneOfFault);
  return host.interruptible(async (signal) => {
    for (;;) {
      const isChanged = await changesOf(files, host);
      try {
        await validateOnce(operands, given, context);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        await context.report(error.all());
      }
      do await setTimeout(betweenLooks, undefined, { signal });
      while (!(await isChanged()));
      await host.stderr.write('\n');
    }
  });
}

function noneOfFault(error: unknown): readonly string[] {
  if (error instanceof Fault) return [];
  throw error;
}

/** Milliseconds between two looks at files that are watched. */
const betweenLooks = 250;

async function validateOnce(
  operands: readonly string[],
  given: ValidateGiven,
  context: CommandContext,
): Promise<ExitStatus> {
  const { host, json } = context;
  const format = given.format ?? (json ? 'json' : 'text');
  const imageTypes = given.type.flat().map((type) => findImageType(type));
  const files = await namedFiles(operands, documents, context);
  const isOne = operands.length === 1 && files[0] === operands[0];
  const kept: Checked[] = [];
  let faulty = 0;
  for (const file of files) {
    const checked = await checkFile(file, { ...given, imageTypes, isOne }, context);
    if (checked.faults.length > 0) faulty += 1;
    if (format === 'text') await reportText(checked, context);
    else if (format === 'github') await host.stdout.write(renderGithub(await findingsOf(checked)));
    else kept.push(checked);
  }
  if (format === 'text' && !isOne) await host.stdout.write(total(files.length, faulty, styleOf(host.stdout).strong));
  if (format === 'sarif') await host.stdout.write(renderSarif((await Promise.all(kept.map(findingsOf))).flat()));
  if (format === 'json') await host.stdout.write(encodeJson(await encoded(kept, isOne)));
  return faulty === 0 ? exitStatus.done : exitStatus.invalidInput;
}

/** Where it is one of several, what cannot be read does not keep the others from being checked. */
async function checkFile(
  file: string,
  given: DocumentContext & { readonly kind?: DocumentKind; readonly isOne: boolean },
  context: CommandContext,
): Promise<Checked> {
  const texts = new SourceTexts();
  try {
    const text = await readManifestText(file, context.host);
    const { kind, others } = given.kind === undefined ? kindOf(file, text) : { kind: given.kind, others: [] };
    const check = () => checkDocument(kind, { file, text }, given, { ...context, texts });
    const { faults, notices } = await context.host.computing(check);
    return { file, kind, texts, faults, notices: [...unclearKind(kind, others, file), ...notices] };
  } catch (error) {
    if (!(error instanceof Fault) || given.isOne) throw error;
    return { file, texts, faults: error.all(), notices: [] };
  }
}

function unclearKind(kind: DocumentKind, others: readonly DocumentKind[], file: string): readonly Notice[] {
  if (others.length === 0) return [];
  const keys = others.map((other) => `a ${kindNouns[other]}`).join(' and ');
  const message = `checked as ${kindNouns[kind]}, although it also has keys of ${keys}`;
  return [{ code: 'usage/kind', message, at: { file: nameOf(file) }, hint: 'give --kind, or split the document' }];
}

async function reportText(checked: Checked, { host, json }: CommandContext): Promise<void> {
  const { faults, notices, texts } = checked;
  await createReporter(host.stderr, texts, json).report([...faults, ...notices]);
  await host.stdout.write(summary(checked, styleOf(host.stdout).strong));
}

function summary({ file, kind = 'blueprint', faults, notices }: Checked, strong: (text: string) => string): string {
  const name = file === '-' ? `the ${kindNouns[kind]}` : shownName(file);
  const noun = file === '-' || kind === 'blueprint' ? '' : ` as ${kindNouns[kind]}`;
  const aside = notices.length === 0 ? '' : `, with ${countedProblems(notices, 'notice')}`;
  return faults.length === 0
    ? `${name} is ${strong('valid')}${noun}${aside}\n`
    : `${name} has ${strong(countedProblems(faults, 'fault'))}${aside}\n`;
}

function total(count: number, faulty: number, strong: (text: string) => string): string {
  return `${counted(count, 'document')} checked, ${strong(faulty === 0 ? 'no faults' : `${faulty} with faults`)}\n`;
}

/** The last entry of a capped list represents the omitted ones. */
function countedProblems(problems: readonly Notice[], word: string): string {
  const isCapped = problems.at(-1)?.code.endsWith(`/more-${word}s`) === true;
  return isCapped ? `more than ${counted(problems.length - 1, word)}` : counted(problems.length, word);
}

async function encoded(all: readonly Checked[], isOne: boolean): Promise<object> {
  const files = [];
  for (const checked of all) {
    const { file, kind, faults } = checked;
    const valid = faults.length === 0;
    files.push({ file, kind, valid, problems: await problemsOf(checked) });
  }
  const valid = files.every((one) => one.valid);
  return isOne ? { valid, kind: files[0]?.kind, problems: files[0]?.problems } : { valid, files };
}

function problemsOf({ faults, notices, texts }: Checked): Promise<readonly Problem[]> {
  return located([...faults, ...notices].map(asProblem), texts);
}

/** The findings in the form that other formats print. */
async function findingsOf(checked: Checked): Promise<readonly FileFinding[]> {
  return (await problemsOf(checked)).map(({ level, code, message, at, hint }) => ({
    level: level === 'fault' ? 'error' : 'warning',
    code,
    message,
    at: { path: [], line: 1, column: 1, ...at, file: checked.file },
    ...defined({ hint }),
  }));
}
