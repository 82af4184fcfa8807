import type { OsRelease } from '@bootwright/container-facts';
import type { Notice, TextOrigin } from '@bootwright/core';
import { defined, Fault, throwFaults, trimmedWhiteSpace } from '@bootwright/core';
import { linesOf } from '@bootwright/file-tree';

export interface ParsedOsRelease {
  readonly release: OsRelease;
  readonly notices: readonly Notice[];
}

/**
 * The fields of an os-release file that decide something, by the rules of os-release(5): assignments as a shell reads
 * them, comments and empty lines. Of two assignments to one name the last counts.
 *
 * A rolling distribution has no VERSION_ID: BUILD_ID, then VERSION_CODENAME, then `rolling` is used, with a notice.
 * Notices (the first twenty): lines that are not an assignment (ignored), unquoted blanks and unclosed quotes (read as they seem meant).
 * Faults: `os-release/missing` without ID or NAME.
 */
export function parseOsRelease(text: string, origin: TextOrigin): ParsedOsRelease {
  const values = new Map<string, string>();
  const notices: Notice[] = [];
  let number = 0;
  for (const line of linesOf(text)) {
    number += 1;
    const assignment = parseLine(line);
    if (assignment === undefined) continue;
    const problem = typeof assignment === 'string' ? assignment : assignment.problem;
    if (typeof assignment !== 'string') values.set(assignment.name, assignment.value);
    if (problem !== undefined && notices.length < mostNotices)
      notices.push({ ...notes[problem], at: { ...origin, line: number } });
  }
  const missing = ['ID', 'NAME'].filter((name) => !values.has(name) || (name === 'ID' && values.get(name) === ''));
  throwFaults(missing.map((name) => missingField(name, origin)));
  const version = versionOf(values, origin);
  const idLike = (values.get('ID_LIKE') ?? '').split(/\s+/).filter((word) => word !== '');
  const release: OsRelease = {
    id: values.get('ID') ?? '',
    versionId: version.versionId,
    name: values.get('NAME') ?? '',
    ...defined({ platformId: filled(values, 'PLATFORM_ID'), variantId: filled(values, 'VARIANT_ID') }),
    ...(idLike.length > 0 && { idLike }),
  };
  return { release, notices: [...notices, ...version.notices] };
}

/** More notices would not help: the file is not an os-release. */
const mostNotices = 20;

const notes = {
  'not-an-assignment': {
    code: 'os-release/not-an-assignment',
    message: 'the line is not an assignment (NAME=value) and is ignored',
    hint: 'begin comments with #',
  },
  'unquoted-blanks': {
    code: 'os-release/unquoted-blanks',
    message: 'blanks outside quotes: a shell would read this line otherwise',
    hint: 'put the value in quotes and no blanks around "="',
  },
  'unclosed-quote': {
    code: 'os-release/unclosed-quote',
    message: 'the quote is not closed and is taken to end with the line',
    hint: 'close the quote',
  },
} as const;

type Problem = keyof typeof notes;

interface Assignment {
  readonly name: string;
  readonly value: string;
  readonly problem?: Problem;
}

/** Nothing for an empty line or a comment; the problem alone where the line is not an assignment. */
function parseLine(line: string): Assignment | Problem | undefined {
  const content = trimmedWhiteSpace(line);
  if (content === '' || content.startsWith('#')) return undefined;
  const equals = content.indexOf('=');
  const name = equals < 0 ? '' : trimmedWhiteSpace(content.slice(0, equals));
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return 'not-an-assignment';
  const written = content.slice(equals + 1);
  const value = shellValue(trimmedWhiteSpace(written));
  const spaced = name.length < equals || /^\p{White_Space}+\P{White_Space}/u.test(written);
  const problem = value.problem ?? (spaced ? 'unquoted-blanks' : undefined);
  return { name, value: value.text, ...defined({ problem }) };
}

/** A word as a POSIX shell reads it, except that unquoted blanks belong to it and `$` stands for itself. */
function shellValue(written: string): { readonly text: string; readonly problem?: Problem } {
  let text = '';
  let kept = 0;
  let quote = '';
  let blanks = false;
  for (let index = 0; index < written.length; index++) {
    const character = written.charAt(index);
    const next = written.charAt(index + 1);
    if (quote === "'" ? character === "'" : character === '"' && quote !== "'") {
      quote = quote === '' ? character : '';
    } else if (quote === '' && character === "'") {
      quote = character;
    } else if (character === '\\' && quote !== "'" && next !== '') {
      const escaped = quote === '' || '"\\$`'.includes(next);
      text += escaped ? next : character + next;
      index += 1;
    } else if (quote === '' && /\s/.test(character)) {
      if (next === '#') break;
      blanks = true;
      text += character;
      continue;
    } else {
      text += character;
    }
    kept = text.length;
  }
  const value = text.slice(0, kept);
  if (quote !== '') return { text: value, problem: 'unclosed-quote' };
  return blanks && kept === text.length ? { text: value, problem: 'unquoted-blanks' } : { text: value };
}

/** A value that is not empty. */
function filled(values: ReadonlyMap<string, string>, name: string): string | undefined {
  const value = values.get(name);
  return value === '' ? undefined : value;
}

function missingField(name: string, origin: TextOrigin): Fault {
  return new Fault('os-release/missing', `os-release says no ${name}, and without it no image can be named`, {
    at: origin,
    hint: `add ${name}=… to /${origin.file ?? 'usr/lib/os-release'} of the container`,
  });
}

function versionOf(values: ReadonlyMap<string, string>, origin: TextOrigin) {
  const versionId = filled(values, 'VERSION_ID');
  if (versionId !== undefined) return { versionId, notices: [] };
  const source = ['BUILD_ID', 'VERSION_CODENAME'].find((name) => filled(values, name) !== undefined);
  const stand = source === undefined ? 'rolling' : (values.get(source) ?? '');
  const origins = source === undefined ? 'the word "rolling"' : source;
  const notice: Notice = {
    code: 'os-release/no-version',
    message: `os-release has no VERSION_ID, as in rolling distributions; ${origins} is used instead: ${JSON.stringify(stand)}`,
    at: origin,
    hint: 'add VERSION_ID=… to distinguish images by version',
  };
  return { versionId: stand, notices: [notice] };
}
