import { counted, renderPath, shownLine, shownName } from '@bootwright/core';
import type { ManifestProblem } from '@bootwright/manifest-check';
import type { Output } from '../host.ts';
import { styleOf } from '../terminal/colour.ts';
import type { FileCheck } from './file-check.ts';

type Look = Pick<Output, 'colour'>;

/** A line for each finding, with a hint below; nothing for a manifest without any. */
export function renderText({ file, errors, warnings }: FileCheck, look: Look): string {
  const style = styleOf(look);
  const render = (word: string, { code, message, path, line, column, hint }: ManifestProblem): string => {
    const place = style.place(`${shownName(file)}:${line}:${column}:`);
    const where = path.length === 0 ? '' : ` ${style.faint(`(${shownLine(renderPath(path))})`)}`;
    const help = hint === undefined ? '' : `  ${style.help('help:')} ${shownLine(hint)}\n`;
    return `${place} ${word} ${shownLine(message)}${where} ${style.faint(`[${code}]`)}\n${help}`;
  };
  return [
    ...errors.map((problem) => render(style.error('error:'), problem)),
    ...warnings.map((problem) => render(style.notice('warning:'), problem)),
  ].join('');
}

/** How many manifests were checked, and how many of them have errors or warnings. */
export function renderSummary(count: number, found: readonly FileCheck[], look: Look): string {
  const { strong } = styleOf(look);
  const withErrors = found.filter(({ errors }) => errors.length > 0).length;
  const withWarnings = found.filter(({ warnings }) => warnings.length > 0).length;
  const manifests = `${counted(count, 'manifest')} checked`;
  if (withErrors + withWarnings === 0) return `${manifests}, ${strong('no errors')}\n`;
  return `${manifests}, ${strong(`${withErrors} with errors`)}, ${withWarnings} with warnings\n`;
}
