import { quoted } from '@bootwright/core';
/** The shortest path that means the same, without looking at any file system: no `.`, `..`, `//` or `/` at the end. */
export function cleanPath(path: string): string {
  const absolute = path.startsWith('/');
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') kept.push(part);
    else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (!absolute) kept.push('..');
  }
  const joined = kept.join('/');
  return absolute ? `/${joined}` : joined === '' ? '.' : joined;
}

/** PATH_MAX of Linux (limits.h). */
const longestPath = 4096;

/** What is wrong with a path that must be absolute and canonical, and the cure; `undefined` where nothing is. */
export function pathProblem(path: string): { readonly problem: string; readonly hint: string } | undefined {
  if (path === '') return { problem: 'is empty', hint: 'give an absolute path' };
  if (!path.startsWith('/'))
    return { problem: 'is not absolute', hint: `did you mean ${quoted(cleanPath(`/${path}`))}?` };
  if (path.length > longestPath) return { problem: `has more than ${longestPath} characters`, hint: 'shorten it' };
  const clean = cleanPath(path);
  return path === clean ? undefined : { problem: 'is not canonical', hint: `write it as ${quoted(clean)}` };
}
