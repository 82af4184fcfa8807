import { counted, renderPath, shownLine, shownName } from '@bootwright/core';
import type { Output } from '../host.ts';
import { styleOf } from '../terminal/colour.ts';
import type { FileCheck, FileFinding } from './file-check.ts';

type Look = Pick<Output, 'colour'>;

/** A line for each finding, with a hint below. */
export function renderText(findings: readonly FileFinding[], look: Look): string {
  const style = styleOf(look);
  const lines = findings.map(({ level, code, message, at: { file, path, line, column }, hint }) => {
    const place = style.place(`${shownName(file)}:${line}:${column}:`);
    const word = level === 'error' ? style.error('error:') : style.notice('warning:');
    const where = path.length === 0 ? '' : ` ${style.faint(`(${shownLine(renderPath(path))})`)}`;
    const help = hint === undefined ? '' : `  ${style.help('help:')} ${shownLine(hint)}\n`;
    return `${place} ${word} ${shownLine(message)}${where} ${style.faint(`[${code}]`)}\n${help}`;
  });
  return lines.join('');
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
