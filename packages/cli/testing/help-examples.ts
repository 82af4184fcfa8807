import type { Command } from '../src/command.ts';
import { commands } from '../src/commands.ts';

/** A line of help with the command that it is an example of. */
export interface HelpExample {
  readonly line: string;
  readonly command: Command;
}

/** The examples of all commands. */
export const helpExamples: readonly HelpExample[] = commands.flatMap((command) =>
  command.examples.map(({ line }) => ({ line, command })),
);

/** The words of the part of a shell's line that runs bootwright, without its name. */
export function wordsOf(line: string): readonly string[] {
  const part = /\bbootwright ([^|>)]*)/.exec(line)?.[1] ?? '';
  return [...part.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, ...forms]) => forms.find((form) => form !== undefined) ?? '',
  );
}

/** What an example needs to run: files alone, stand-ins for programs and registries, or a virtual machine. */
export function needOf({ line, command }: HelpExample): 'files' | 'stand-ins' | 'machine' {
  if (line.includes('--read-console')) return 'files';
  if (command.name === 'boot' || command.name === 'vm') return 'machine';
  const more = /--by both|docker:.*--arch arm64|bootwright (?:build|golden)|doctor --for build/;
  return more.test(line) ? 'stand-ins' : 'files';
}

/** The words with an archive in the place of the image that examples name, and a directory in that of the mounted one. */
export function localWords(line: string): readonly string[] {
  const image = /^(?:docker:\/\/)?registry\.example\.com\/me\/os:1$/;
  return wordsOf(line).map((word, index, words) => {
    if (word === '/mnt/os') return 'root';
    return image.test(word) && words[index - 1] !== '--ref' ? 'oci-archive:os.tar:registry.example.com/me/os:1' : word;
  });
}
