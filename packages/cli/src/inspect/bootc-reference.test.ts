import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type BootcAnswer, type Root, recordedRoots } from '../../../../tools/recorded-roots.ts';
import { captured } from '../captured.ts';

async function withRoot<T>(tree: Root, use: (root: string) => Promise<T>): Promise<T> {
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

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** What the command prints about a root, as far as it can be compared with `theirs`. */
async function inspected({ tree, exit_code }: BootcAnswer, format: readonly string[]) {
  const { status, stdout, stderr } = await withRoot(tree, (root) =>
    captured(['inspect', '--root', root, '--arch', 'x86_64', '--format', ...format]),
  );
  if (exit_code === 0) return { status, stdout };
  expect({ status, stdout, stderr }).toEqual({ status: 3, stdout: '', stderr: expect.stringMatching(/^error: .* \[/) });
  return { status, stdout };
}

/** The very bytes on standard output where the program prints any, and a fault where it fails. */
async function agrees(one: BootcAnswer, format: readonly string[]): Promise<void> {
  const { status, stdout } = await inspected(one, format);
  if (one.exit_code !== 0) return;
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toEqual(one.value);
  expect(sha256(stdout)).toBe(one.stdout_sha256);
}

describe.each(['inspect-kargs', 'inspect-kernel'] as const)('--format bootc: %s', (set) => {
  const printed = recordedRoots(set).filter(({ command }) => command.includes('--json'));
  test.each(printed.map((one) => [one.name, one] as const))('%s', (_name, one) => agrees(one, ['bootc']));
});

describe('--format install-configuration', () => {
  const printed = recordedRoots('print-configuration');
  test.each(printed.map((one) => [one.name, one] as const))('%s', (_name, one) =>
    agrees(one, ['install-configuration', ...(one.command.includes('--all') ? ['--all'] : [])]),
  );
});

describe('--format modules', () => {
  test.each(recordedRoots('lsinitrd').map((one) => [one.name, one] as const))('%s', async (_name, one) => {
    for (const kernel of [[], ['--kernel', one.command.at(-1) ?? '']]) {
      const { status, stdout } = await inspected(one, ['modules', ...kernel]);
      if (one.exit_code === 0) expect({ status, stdout }).toEqual({ status: 0, stdout: lines(one.modules) });
    }
  });
});

function lines(names: readonly string[] = []): string {
  return names.map((name) => `${name}\n`).join('');
}
