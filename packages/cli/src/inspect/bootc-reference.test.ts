import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasReference, referenceLines } from '../../../../tools/reference.ts';
import { captured } from '../captured.ts';

type Entry = string | { readonly link: string } | { readonly dir: true } | { readonly base64: string };

interface Case {
  readonly name: string;
  readonly command: readonly string[];
  readonly tree: Readonly<Record<string, Entry>>;
  readonly exit_code: number;
  readonly stdout: string;
}

const cases = (file: string): readonly Case[] =>
  hasReference ? referenceLines<Case>(`bootc/${file}.jsonl`).filter(({ tree }) => tree !== undefined) : [];

async function withRoot<T>(tree: Case['tree'], use: (root: string) => Promise<T>): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), 'bootwright-bootc-'));
  try {
    for (const [path, entry] of Object.entries(tree)) {
      const file = Buffer.concat([Buffer.from(`${root}/`), Buffer.from(path)]);
      mkdirSync(dirname(join(root, path)), { recursive: true });
      if (typeof entry === 'string') writeFileSync(file, entry);
      else if ('link' in entry) symlinkSync(entry.link, file);
      else if ('base64' in entry) writeFileSync(file, Buffer.from(entry.base64, 'base64'));
      else mkdirSync(file, { recursive: true });
    }
    return await use(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** The very bytes on standard output where the program prints any, and a fault where it fails. */
async function agrees({ tree, exit_code, stdout }: Case, format: readonly string[], expected = stdout): Promise<void> {
  const answer = await withRoot(tree, (root) =>
    captured(['inspect', '--root', root, '--arch', 'x86_64', '--format', ...format]),
  );
  if (exit_code === 0) expect(answer).toMatchObject({ status: 0, stdout: expected });
  else expect(answer).toMatchObject({ status: 3, stdout: '', stderr: expect.stringMatching(/^error: .* \[/) });
}

test('what real programs printed is there, or this says that it is not', () => {
  if (!hasReference) console.warn('the recorded answers of bootc are not here: nothing is compared with them');
});

describe.skipIf(!hasReference).each(['inspect-kargs', 'inspect-kernel'])('--format bootc: %s', (file) => {
  const printed = cases(file).filter(({ command, exit_code }) => command.includes('--json') && exit_code !== 2);
  test.each(printed.map((one) => [one.name, one] as const))('%s', (_name, one) => agrees(one, ['bootc']));
});

describe.skipIf(!hasReference)('--format install-configuration', () => {
  const printed = cases('print-configuration');
  test.each(printed.map((one) => [one.name, one] as const))('%s', (_name, one) =>
    agrees(one, ['install-configuration', ...(one.command.includes('--all') ? ['--all'] : [])]),
  );
});

describe.skipIf(!hasReference)('--format modules', () => {
  const listed = (stdout: string) => /dracut modules:\n(.*?)={72}\n$/s.exec(stdout)?.[1] ?? '';
  const ended = (text: string) => (text === '' || text.endsWith('\n') ? text : `${text}\n`);
  test.each(cases('lsinitrd').map((one) => [one.name, one] as const))('%s', async (_name, one) => {
    const expected = ended(listed(one.stdout));
    await agrees(one, ['modules'], expected);
    await agrees(one, ['modules', '--kernel', one.command.at(-1) ?? ''], expected);
  });
});
