import { type DocumentPath, type Fault, type Location, quoted } from '@bootwright/core';
import type { Customizations } from '../format/customizations.ts';
import type { DirectoryCustomization, FileCustomization } from '../format/node-customization.ts';
import { cleanPath, pathProblem } from '../paths/clean-path.ts';
import { type FileAbove, filesAbove } from '../paths/files-above.ts';
import { isAllowed, type PathPolicy } from '../paths/path-policy.ts';
import { customDirectories, customFiles } from '../paths/policies.ts';
import { type Findings, findingsAt } from './findings.ts';

type NodeCustomization = DirectoryCustomization | FileCustomization;

// Patterns and path rules of image-builder's pkg/customizations/fsnode, modes of the blueprint library.
const modePattern = /^0?[0-7]{3}$/;
const userPattern = /^[A-Za-z0-9_.][A-Za-z0-9_.-]{0,31}$/;
const groupPattern = /^[A-Za-z0-9_][A-Za-z0-9_-]{0,31}$/;

/**
 * Faults of `directories` and `files`, in document order: paths, modes, owners, content, places where images made of
 * containers may have none (`blueprint/path`), paths given twice, and files taken for directories. `at` is the place
 * of the customizations.
 */
export function checkNodes(customizations: Customizations, at: Location): readonly Fault[] {
  const { directories = [], files = [] } = customizations;
  const findings = findingsAt(at);
  const pathsOf = (nodes: readonly NodeCustomization[]) => nodes.map(({ path }) => path);
  const places: Places = { seen: new Map(), above: filesAbove(pathsOf(directories), pathsOf(files)) };
  for (const [index, directory] of directories.entries()) {
    checkNode(directory, { place: ['directories', index], policy: customDirectories, places, findings });
  }
  for (const [index, file] of files.entries()) {
    checkNode(file, { place: ['files', index], policy: customFiles, places, findings });
    checkContent(file, ['files', index], findings);
  }
  return findings.faults;
}

/**
 * Faults of `directories` and `files` that show in each of them alone: paths, modes, owners, content. image-builder rejects
 * these as it decodes customizations, so also where it does not use them.
 */
export function checkNodeValues({ directories = [], files = [] }: Customizations, at: Location): readonly Fault[] {
  const findings = findingsAt(at);
  const check = (node: NodeCustomization, place: DocumentPath): void => {
    checkPath(node.path, place, findings);
    checkModeAndOwner(node, place, findings);
  };
  for (const [index, directory] of directories.entries()) check(directory, ['directories', index]);
  for (const [index, file] of files.entries()) {
    check(file, ['files', index]);
    checkContent(file, ['files', index], findings);
  }
  return findings.faults;
}

interface Places {
  /** The paths so far, and whose they are. */
  readonly seen: Map<string, string>;
  /** The files that are above paths. */
  readonly above: ReadonlyMap<string, FileAbove>;
}

interface NodeCheck {
  readonly place: DocumentPath;
  readonly policy: PathPolicy;
  readonly places: Places;
  readonly findings: Findings;
}

function checkNode(node: NodeCustomization, check: NodeCheck): void {
  checkPath(node.path, check.place, check.findings);
  checkPlace(node.path, check);
  checkModeAndOwner(node, check.place, check.findings);
}

function checkPath(path: string, place: DocumentPath, findings: Findings): void {
  const wrong = wrongPath(path);
  if (wrong === undefined) return;
  const message = `the path ${quoted(path)} ${wrong.problem}`;
  findings.add([...place, 'path'], { code: 'blueprint/path', message, hint: wrong.hint });
}

function checkModeAndOwner({ mode, user, group }: NodeCustomization, place: DocumentPath, findings: Findings): void {
  if (mode !== undefined && !modePattern.test(mode)) {
    findings.add([...place, 'mode'], {
      code: 'blueprint/mode',
      message: `the mode ${quoted(mode)} is not three octal digits`,
      hint: 'write it as "0644" or "644"; set-user-id, set-group-id and sticky bits cannot be given',
    });
  }
  if (typeof user === 'string' && !userPattern.test(user)) {
    findings.add([...place, 'user'], nameFinding('user', user, '_, . and -, not beginning with -'));
  }
  if (typeof group === 'string' && !groupPattern.test(group)) {
    findings.add([...place, 'group'], nameFinding('group', group, '_ and -, not beginning with -'));
  }
}

const nameFinding = (what: string, name: string, signs: string) => ({
  code: 'blueprint/owner',
  message: `${quoted(name)} is not a ${what} name`,
  hint: `up to 32 letters, digits, ${signs}; or give the number`,
});

function wrongPath(path: string): ReturnType<typeof pathProblem> {
  return pathProblem(path) ?? (path === '/' ? { problem: 'is the root', hint: 'name what is below it' } : undefined);
}

function checkPlace(path: string, { place, policy, places, findings }: NodeCheck): void {
  const at = [...place, 'path'];
  const wrong = wrongPath(path);
  if (wrong === undefined && !isAllowed(policy, path)) {
    findings.add(at, {
      code: 'blueprint/path',
      message: `${quoted(path)} is not allowed here`,
      hint: `allowed are ${policy.allowed}; build anything else into the container`,
    });
  }
  const clean = cleanPath(path);
  const owner = `${place[0]}[${place[1]}]`;
  const before = places.seen.get(clean);
  if (before !== undefined) {
    const message = `the path ${quoted(path)} is already that of ${before}`;
    findings.add(at, { code: 'blueprint/duplicate', message, hint: 'keep one of them' });
  }
  places.seen.set(clean, before ?? owner);
  if (wrong !== undefined) return;
  for (let file = places.above.get(path); file !== undefined; file = file.above) {
    const message = `${quoted(path)} cannot be below ${quoted(file.path)}, which is a file here`;
    findings.add(at, { code: 'blueprint/file-as-directory', message, hint: 'move one of them' });
  }
}

function checkContent(file: FileCustomization, place: DocumentPath, findings: Findings): void {
  if (file.uri === undefined) return;
  findings.add([...place, 'uri'], {
    code: 'blueprint/file-uri',
    message:
      file.data === undefined
        ? 'a file from a URI is not supported on images made of containers'
        : 'data and uri are both given, and a file from a URI is not supported',
    hint: 'give the content as data, or build the file into the container',
  });
}
