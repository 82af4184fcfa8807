import { basename } from 'node:path';
import { isObject } from '@bootwright/core';
import { manifestFiles } from '../check/manifest-files.ts';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { encodeJson } from '../files/encode-json.ts';
import { parseJson } from '../files/parse-json.ts';
import { lookOfOutput, writeText } from '../files/text-output.ts';
import { manifestOutline } from './manifest-outline.ts';
import { renderShowHtml } from './render-show-html.ts';
import { renderShowText } from './render-show-text.ts';
import type { ShowGiven } from './show-options.ts';

/** Shows what a manifest builds. */
export async function runShow(
  operands: readonly string[],
  given: ShowGiven,
  context: CommandContext,
): Promise<ExitStatus> {
  const { host, json, texts } = context;
  const { output } = given;
  const format = given.format ?? (json ? 'json' : formatOf(output));
  for (const { file, read } of await manifestFiles(operands, context)) {
    const text = await read();
    const name = file === '-' ? 'standard input' : file;
    texts.add({ document: name, file: name, text, format: 'json' });
    const shown = await host.computing(() => {
      const subject = { code: 'show/json', subject: name, hint: 'give a manifest of osbuild' };
      const value = parseJson(text, { file: name }, subject);
      const outline = manifestOutline(isObject(value) && isObject(value.manifest) ? value.manifest : value);
      if (format === 'json') return encodeJson({ file, ...outline });
      if (format === 'html') return renderShowHtml(outline, basename(name));
      return renderShowText(outline, lookOfOutput(output, host));
    });
    await writeText(output, shown, host);
  }
  return exitStatus.done;
}

function formatOf(file = ''): 'text' | 'json' | 'html' {
  if (/\.html?$/i.test(file)) return 'html';
  return /\.json$/i.test(file) ? 'json' : 'text';
}
