import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parseArguments } from '../arguments/parse-arguments.ts';
import { readGiven } from '../arguments/read-given.ts';
import { captured } from '../captured.ts';
import { commands } from '../commands/index.ts';

const directory = mkdtempSync(join(tmpdir(), 'bootwright-examples-'));
afterAll(() => rmSync(directory, { recursive: true }));

const container = { imgref: 'registry.example.com/me/os:1', arch: 'x86_64', default_root_fs: 'ext4', size: 1_000_000 };
const release = { id: 'harbour', version_id: '1', name: 'Harbour' };
const request = JSON.stringify({
  container: { ...container, os_info: { os_release: release } },
  image_type: 'raw',
  seed: 1,
});
writeFileSync(join(directory, 'config.toml'), '[customizations.kernel]\nappend = "quiet"\n');
writeFileSync(join(directory, 'request.json'), request);
writeFileSync(join(directory, 'requests.jsonl'), `${request}\n`);
for (const name of ['old', 'new']) {
  writeFileSync(join(directory, `${name}.json`), JSON.stringify({ version: '2', pipelines: [{ name }], sources: {} }));
}

/** The words of the part of a shell's line that runs bootwright. */
function wordsOf(line: string): readonly string[] {
  const part = /\bbootwright ([^|>)]*)/.exec(line)?.[1] ?? '';
  return [...part.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
}

const examples = commands.flatMap((command) => command.examples.map(({ line }) => [line, command] as const));

describe('every example of help is a command line that is understood', () => {
  const output = { terminal: false, colour: false, columns: 80, write: async () => {} };

  test.each(examples)('%s', (line, command) => {
    const request = parseArguments(commands, wordsOf(line), output);
    if (request.kind !== 'run') throw new Error(`${line} runs nothing`);
    expect(request.command.name).toBe(command.name);
    expect(readGiven(command.options, request.invocation.raw, {})).toBeTypeOf('object');
  });
});

/** What needs an image, a disk, root or a repository with goldens. */
const needsMore = /registry\.example|\/mnt\/|^sudo|bootwright (?:boot|golden|doctor)/;

describe('an example that needs nothing but its files does what it says', () => {
  test.each(examples.filter(([line]) => !needsMore.test(line)).map(([line]) => [line]))('%s', async (line) => {
    const stdin = line.startsWith('zcat') ? `${request}\n` : '';
    const { status, stderr } = await captured(wordsOf(line), { directory, stdin });
    expect({ status, stderr: stderr.startsWith('error') }).toEqual({ status: 0, stderr: false });
  });
});
