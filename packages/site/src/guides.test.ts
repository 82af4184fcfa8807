import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { captured } from '@bootwright/cli';
import { afterAll, describe, expect, test } from 'vitest';
import { wordsOf } from '../../cli/testing/help-examples.ts';
import { understood } from '../../cli/testing/understood.ts';
import { prepare } from '../testing/prepared.ts';
import { runConsole } from '../testing/run-console.ts';
import { type Sample, samplesOf, typedIn } from '../testing/samples.ts';

const folder = join(import.meta.dirname, '../../../docs/guides');
const guides = readdirSync(folder)
  .filter((name) => name.endsWith('.md'))
  .map((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    return { name: name.replace('.md', ''), text, samples: samplesOf(text) };
  });
const home = mkdtempSync(join(tmpdir(), 'bootwright-guides-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Why a sample cannot run on a machine with Node, npm and git alone. */
const reasons = [
  'a GitHub workflow',
  'a project of your own',
  'git and the network',
  'npm and the network',
  'openssl',
  'osbuild, root and podman',
  'podman',
  'QEMU',
  'the programs of this machine',
];

describe.each(guides)('the guide $name', ({ name, text, samples }) => {
  test('shows what its commands print', async () => {
    const directory = join(home, name);
    mkdirSync(directory);
    await prepare(name, directory);
    const lines = text.split('\n');
    const replaced: { readonly sample: Sample; readonly shown: string }[] = [];
    for (const sample of samples) {
      if (sample.needs !== undefined) continue;
      if (sample.file !== undefined) {
        mkdirSync(dirname(join(directory, sample.file)), { recursive: true });
        writeFileSync(join(directory, sample.file), `${sample.text}\n`);
      }
      if (sample.language === 'console') replaced.push({ sample, shown: await runConsole(sample, directory) });
    }
    for (const { sample, shown } of replaced.toReversed()) {
      lines.splice(sample.from, sample.to - sample.from, ...shown.split('\n'));
    }
    await expect(lines.join('\n')).toMatchFileSnapshot(join(folder, `${name}.md`));
  });

  test('says of each sample that is not run why, and its commands are understood', () => {
    for (const { needs, language, text: sample } of samples) {
      if (needs === undefined) continue;
      expect(reasons).toContain(needs);
      if (language !== 'console') continue;
      const commands = typedIn(sample).map(({ command }) => command.replaceAll(/\\\n> ?\s*/g, ' '));
      for (const command of commands.filter((line) => /^(?:sudo )?bootwright (?!--compat)/.test(line)))
        understood(wordsOf(command));
    }
    expect(samples.length).toBeGreaterThan(0);
  });

  test('has blueprints and other documents that their parsers take', async () => {
    const documents = samples.filter(({ language, file, needs }) => needs === undefined && isDocument(language, file));
    for (const { text: document, language, file } of documents) {
      const path = join(home, `${name}-${file ?? `sample.${language}`}`.replaceAll('/', '-'));
      writeFileSync(path, document);
      const { status, stderr } = await captured(['validate', path], { directory: home });
      expect({ status, stderr }).toEqual({ status: 0, stderr: expect.any(String) });
    }
    expect(documents.every(({ text: document }) => document !== '')).toBe(true);
  });
});

/** Documents that `validate` knows. */
const isDocument = (language: string, file: string | undefined): boolean =>
  ['toml', 'yaml', 'json'].includes(language) && file !== 'package.json' && file !== 'bootwright.json';

test('nearly all samples are run', () => {
  const samples = guides.flatMap((guide) => guide.samples);
  const left = samples.filter(({ needs }) => needs !== undefined);
  expect(left.length).toBeLessThanOrEqual(20);
  expect(samples.length).toBeGreaterThan(2 * left.length);
});
