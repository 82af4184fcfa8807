import { encodeContainerInfo } from '@bootwright/container-facts';
import { counted, defined, Fault, isObject, type Notice, parsedJson } from '@bootwright/core';
import {
  type CaseFile,
  type GoldenCase,
  parseCaseFile,
  parseCaseFiles,
  readCaseFiles,
  updateGoldenFolder,
  updateGoldens,
} from '@bootwright/golden';
import { findImageType } from '@bootwright/image-types';
import { checkArchitecture, ownName } from '@bootwright/inspect';
import { optionsFault } from '../../arguments/options-fault.ts';
import type { CommandContext } from '../../command.ts';
import { givenContainer, type NamedContainer } from '../../container/container-reference.ts';
import { type Container, inspectFiles, readFiles } from '../../container/read-container.ts';
import { needsModules, readWithModules } from '../../container/read-with-modules.ts';
import { type ExitStatus, exitStatus } from '../../exit-status.ts';
import { encodeJson } from '../../files/encode-json.ts';
import { checkName } from '../../manifest/check-name.ts';
import { givenArchive } from '../check-goldens.ts';
import { requestGenerator } from '../golden-context.ts';
import type { GoldenGiven } from '../golden-options.ts';
import type { GoldenSettings } from '../setup/golden-settings.ts';

/**
 * Makes a case of an image for each type, and its golden. The facts of the image are in the case, so that it is checked
 * again without the image. Nothing is written where a case would lead to a fault, or where another case has its name.
 */
export async function addFromImage(
  from: string,
  patterns: readonly string[],
  { given, settings }: { readonly given: GoldenGiven; readonly settings: GoldenSettings },
  context: CommandContext,
): Promise<ExitStatus> {
  const named = givenContainer(from, undefined, context.host);
  const types = [...new Set(given.type.flat())];
  checkImageOptions(named, types, patterns, given);
  const container = await readImage(named, types, given, context);
  await context.report(container.notices);
  const cases = types.map((type) => imageCase(type, container, given));
  for (const one of cases) await checkCase(one, context);
  const archive = await givenArchive(given, context);
  const written = await storeCases(cases, settings, given);
  const names = new Set(cases.map(({ path }) => nameOf(path)));
  const all = parseCaseFiles(readCaseFiles(settings.cases.place));
  const result = await context.host.computing(() =>
    updateGoldens(settings.goldens.place, all, requestGenerator(), {
      matches: (name) => names.has(name),
      // A case that is new or replaced has no older golden that anybody reviewed.
      accepts: ({ kind, name }) => kind === 'missing' || (kind === 'changed' && written.has(`${name}.json`)),
      removesOrphans: false,
      ...defined({ form: settings.form, archive }),
    }),
  );
  await context.report(result.notices);
  const left = result.report.verdicts.length - result.accepted.length;
  return report(cases, { accepted: result.accepted.length, left }, { settings, context });
}

function checkImageOptions(
  { written, reference }: NamedContainer,
  types: readonly string[],
  patterns: readonly string[],
  given: GoldenGiven,
): void {
  const [pattern] = patterns;
  if (pattern !== undefined) {
    throw optionsFault(`"golden add --from" takes no PATTERN, got ${JSON.stringify(pattern)}`, 'leave it out');
  }
  if (types.length === 0) {
    throw optionsFault('--from needs --type', 'give an image type, such as --type qcow2; "bootwright list" names them');
  }
  for (const type of types) findImageType(type);
  if (given.ref !== undefined) checkName('--ref', given.ref);
  else if (ownName(reference) === undefined) {
    throw optionsFault(
      `${written} needs --ref: the case is about an image of that name`,
      'give the name of the image as in its registry, such as --ref registry.example.com/me/os:1',
    );
  }
}

async function readImage(
  named: NamedContainer,
  types: readonly string[],
  given: GoldenGiven,
  context: CommandContext,
): Promise<Container> {
  const identity = { imgref: given.ref ?? ownName(named.reference) ?? '' };
  const container = needsModules(types.map((type) => findImageType(type)))
    ? await readWithModules(named, given, identity, context)
    : inspectFiles(await readFiles(named, given, context), named, identity);
  checkArchitecture(given.arch, container.inspection.info.architecture, {
    code: 'request/architecture',
    at: { document: 'container', path: ['arch'] },
    cure: 'use a container',
  });
  return container;
}

function imageCase(type: string, { inspection: { info } }: Container, given: GoldenGiven): CaseFile {
  const container = encodeContainerInfo({ ...info, ...defined({ defaultRootFs: given.bootcDefaultFs }) });
  const name = given.name ?? caseName(info.imgref);
  const path = `${name}/${info.architecture}/${type}.json`;
  return { path, text: encodeJson({ container, image_type: type }) };
}

/** Such as `os-1` of `registry.example.com/me/os:1`; of a digest, its first digits. */
function caseName(imgref: string): string {
  const last = imgref.slice(imgref.lastIndexOf('/') + 1).replace(/@sha256:([0-9a-f]{12})[0-9a-f]*$/, '-$1');
  return last.replace(/[^A-Za-z0-9._+-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '') || 'image';
}

const nameOf = (path: string): string => path.replace(/\.json$/, '');

/** The faults that the case would lead to, thrown. */
async function checkCase(file: CaseFile, { host }: CommandContext): Promise<void> {
  const generate = requestGenerator();
  const outcomes = await host.computing(() => parseCaseFile(file).map((one: GoldenCase) => generate(one)));
  const faults = outcomes.flatMap((outcome) => (outcome.kind === 'fault' ? faultsOf(outcome.faults) : []));
  const [first, ...related] = faults;
  if (first !== undefined) throw first.with({ related });
}

function faultsOf(lines: string): readonly Fault[] {
  return lines.split('\n').flatMap((line) => {
    const problem = parsedJson(line);
    if (!isProblem(problem)) return [];
    const { code, message, ...details } = problem;
    return [new Fault(code, message, defined(details))];
  });
}

/** Faults in an outcome are notices in their form. */
function isProblem(value: unknown): value is Notice {
  return isObject(value) && typeof value.code === 'string' && typeof value.message === 'string';
}

/** Writes the files of the cases, all or none, and returns the paths of those that changed. */
async function storeCases(
  cases: readonly CaseFile[],
  { cases: folder }: GoldenSettings,
  { overwrite }: GoldenGiven,
): Promise<ReadonlySet<string>> {
  const { write } = await updateGoldenFolder(folder.place, (there) => {
    const changed = cases.filter(({ path, text }) => there.read(path) !== text);
    const other = changed.find(({ path }) => there.read(path) !== undefined);
    if (other !== undefined && !overwrite) throw caseExists(`${folder.name}/${other.path}`);
    return { write: new Map(changed.map(({ path, text }) => [path, text])), remove: [] };
  });
  return new Set(write.keys());
}

function caseExists(file: string): Fault {
  return new Fault('golden/case-exists', `${file} is another case`, {
    at: { file },
    hint: 'give the new case another name with --name, or replace the old one with --overwrite',
  });
}

async function report(
  cases: readonly CaseFile[],
  { accepted, left }: { readonly accepted: number; readonly left: number },
  { settings, context: { host, json } }: { readonly settings: GoldenSettings; readonly context: CommandContext },
): Promise<ExitStatus> {
  const files = cases.map(({ path }) => `${settings.cases.name}/${path}`);
  const text = [
    ...files.map((file) => `${file}\n`),
    `${counted(cases.length, 'case')}: ${accepted} with a new golden in ${settings.goldens.name}, ${left} unchanged\n`,
  ];
  await host.stdout.write(json ? encodeJson({ cases: files, accepted }) : text.join(''));
  return exitStatus.done;
}
