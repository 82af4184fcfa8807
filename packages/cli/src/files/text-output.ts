import { shownOutput } from '@bootwright/core';
import type { Host } from '../host.ts';
import { type Look, lookOf, plainLook } from '../terminal/look.ts';
import { writeFile } from './write-file.ts';

/** The look of a text that goes to the file of `--output`, or to standard output without one and for `-`. */
export function lookOfOutput(output: string | undefined, { stdout }: Host): Look {
  return (output ?? '-') === '-' ? lookOf(stdout) : plainLook;
}

/** Writes a text to the file of `--output`, made safe to show as on standard output, where it goes without one. */
export async function writeText(output: string | undefined, text: string, host: Host): Promise<void> {
  const file = output ?? '-';
  if (file === '-') await host.stdout.write(text);
  else await writeFile(file, shownOutput(text, { controls: false }), host);
}
