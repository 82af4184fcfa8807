import { memberOf } from '@bootwright/core';
import type { Format } from './diff-options.ts';

const formatsByEnding: Readonly<Record<string, Format>> = {
  html: 'html',
  htm: 'html',
  md: 'markdown',
  markdown: 'markdown',
  json: 'json',
  diff: 'unified',
  patch: 'unified',
};

/** The format that the name of a file asks for; text for any other name, and without a file. */
export function formatOf(file = ''): Format {
  const ending = /\.(\w+)$/.exec(file)?.[1]?.toLowerCase() ?? '';
  return memberOf(formatsByEnding, ending) ?? 'text';
}
