import { Fault, type Location } from '@bootwright/core';

const segment = /^[A-Za-z0-9][A-Za-z0-9._+-]*$/;

/** Whether it may be part of a case's name, and so of a golden's path. */
export function isName(text: string): boolean {
  return segment.test(text);
}

/**
 * The name, where it may be part of a path on any system: letters, digits and `._+-`, no dot or sign at its start.
 * Otherwise the fault `golden/name`.
 */
export function checkedName(name: string, at: Location): string {
  if (isName(name)) return name;
  throw new Fault('golden/name', `${JSON.stringify(name)} cannot be part of a case's name`, {
    at,
    hint: 'use letters, digits and "._+-", with a letter or digit first: goldens are files of that name',
  });
}

/**
 * Whether a case's name fits a pattern: `*` stands for anything within one segment, `**` for anything at all, and
 * `{a,b}` for one of several words. A pattern without a wildcard also fits everything below it.
 */
export function namePattern(pattern: string): (name: string) => boolean {
  const source = pattern
    .replace(/\/+$/, '')
    .split(/(\*\*|\*|\?|\{[^{}]*\})/)
    .map((part, index) => (index % 2 === 0 ? escaped(part) : wildcard(part)))
    .join('');
  const expression = new RegExp(`^${source}(/.*)?$`);
  return (name) => expression.test(name);
}

function wildcard(part: string): string {
  if (part === '**') return '.*';
  if (part === '*') return '[^/]*';
  if (part === '?') return '[^/]';
  const words = part.slice(1, -1).split(',');
  return `(${words.map((word) => escaped(word).replaceAll('\\*', '[^/]*')).join('|')})`;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
