/** A fenced block of a guide. */
export interface Sample {
  /** The first word of its fence. */
  readonly language: string;
  /** What the block is called for the commands after it. */
  readonly file?: string;
  /** Why it cannot run on a machine with Node, npm and git alone. */
  readonly needs?: string;
  readonly text: string;
  /** Lines of its text in the guide, counted from 0. */
  readonly from: number;
  readonly to: number;
}

/** All fenced blocks, in order. */
export function samplesOf(markdown: string): readonly Sample[] {
  const lines = markdown.split('\n');
  const samples: Sample[] = [];
  let start: number | undefined;
  for (const [index, line] of lines.entries()) {
    if (!line.startsWith('```')) continue;
    if (start === undefined) {
      start = index;
      continue;
    }
    const info = lines[start]?.slice(3) ?? '';
    const file = /\bfile=(\S+)/.exec(info)?.[1];
    const needs = /\bneeds="([^"]*)"/.exec(info)?.[1];
    samples.push({
      language: /^\w*/.exec(info)?.[0] ?? '',
      ...(file === undefined ? {} : { file }),
      ...(needs === undefined ? {} : { needs }),
      text: lines.slice(start + 1, index).join('\n'),
      from: start + 1,
      to: index,
    });
    start = undefined;
  }
  return samples;
}

/** A command that a reader types, and the lines that it prints. */
export interface Typed {
  readonly command: string;
  readonly printed: readonly string[];
}

/** The commands of a console, each with what follows it. A backslash goes on in the next line, after `> `. */
export function typedIn(text: string): readonly Typed[] {
  const typed: { command: string; printed: string[] }[] = [];
  for (const line of text.split('\n')) {
    const last = typed.at(-1);
    if (line.startsWith('$ ')) typed.push({ command: line.slice(2), printed: [] });
    else if (last === undefined) throw new Error(`a console begins with "$ ": ${line}`);
    else if (last.command.endsWith('\\') && last.printed.length === 0) last.command += `\n${line}`;
    else last.printed.push(line);
  }
  return typed;
}

/** Whether lines are those that a guide shows, where a line `…` stands for any. */
export function fits(shown: readonly string[], printed: readonly string[]): boolean {
  const pattern = shown
    .map((line) => (line === '…' ? '(?:.*\\n)*?' : `${line.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')}\\n`))
    .join('');
  return new RegExp(`^${pattern}$`).test(printed.map((line) => `${line}\n`).join(''));
}
