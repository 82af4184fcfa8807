import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '@bootwright/core';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { needs, program } from '../../../../../tools/probes.mjs';
import { captured } from '../../captured.ts';
import { parseGoldenConfig } from './golden-config.ts';

const home = mkdtempSync(join(tmpdir(), 'bootwright-config-'));
afterAll(() => rmSync(home, { recursive: true }));

let directory = '';
let count = 0;
beforeEach(() => {
  directory = join(home, String(++count));
  mkdirSync(directory);
});
const check = (...argv: readonly string[]) => captured(['golden', 'check', ...argv], { directory });
const configure = (text: string): void => writeFileSync(join(directory, 'bootwright.json'), text);
const config = (golden: unknown): string => JSON.stringify({ golden }, null, 1);

describe('is a fault with its place:', () => {
  test.each([
    ['text that is not JSON', '{\n x', 'bootwright.json:2:2', 'the configuration is not valid JSON'],
    ['an unknown key', config({ golden: 'x' }), 'bootwright.json:3:3', 'unknown key "golden"'],
    ['a key for another command', '{ "gold": {} }', 'bootwright.json:1:3', 'unknown key "gold"'],
    ['a folder outside', config({ goldens: '../x' }), 'bootwright.json:3:3', 'not the path of a folder below this one'],
    ['an absolute folder', config({ cases: '/etc' }), 'bootwright.json:3:3', 'not the path of a folder below this one'],
    ['the folder of git', config({ goldens: '.Git/x' }), 'bootwright.json:3:3', 'not the path of a folder below this'],
    ['a folder with a zero byte', config({ cases: 'a\0' }), 'bootwright.json:3:3', 'not the path of a folder below'],
    ['a command of two lines', config({ generate: 'a {dir}\nb' }), 'bootwright.json:3:3', 'is not one line'],
    ['too many patterns', config({ patterns: Array(101).fill('*') }), 'bootwright.json:3:3', 'more than 100 patterns'],
    ['a long pattern', config({ patterns: ['*'.repeat(201)] }), 'bootwright.json:4:4', 'is not a pattern of up to 200'],
    ['a number as command', config({ generate: 1 }), 'bootwright.json:3:3', 'generate'],
  ])('%s', async (_name, text, place, message) => {
    configure(text);
    const { status, stderr } = await check();
    expect(status).toBe(3);
    expect(stderr).toContain(message);
    expect(stderr).toContain(place);
  });

  test('a file of more than 64 KiB', async () => {
    configure(config({ generate: 'x'.repeat(70_000) }));
    expect((await check()).stderr).toContain('bootwright.json has more than is read here');
  });

  test('a link to a file elsewhere, of which nothing is shown', async () => {
    writeFileSync(join(home, 'secret'), 'precious');
    symlinkSync('../secret', join(directory, 'bootwright.json'));
    const { status, stderr } = await check();
    expect(status).not.toBe(0);
    expect(stderr).toContain('bootwright.json is a symbolic link');
    expect(stderr).not.toContain('precious');
  });

  test('a folder of goldens that is a link', async () => {
    mkdirSync(join(home, 'victim'), { recursive: true });
    symlinkSync('../victim', join(directory, 'goldens'));
    mkdirSync(join(directory, 'cases'));
    writeFileSync(join(directory, 'cases/a.json'), '{}');
    configure(config({ cases: 'cases', goldens: 'goldens' }));
    expect((await captured(['golden', 'update'], { directory })).stderr).toContain('symbolic link');
    expect(existsSync(join(home, 'victim/goldens.txt'))).toBe(false);
  });
});

const mkfifo = needs(program('mkfifo'));

test.skipIf(mkfifo.missing)(`a FIFO is a fault, and never waited for${mkfifo.note}`, async () => {
  execFileSync('mkfifo', [join(directory, 'bootwright.json')]);
  expect((await check()).stderr).toContain('bootwright.json is not a regular file');
});

test('control characters of a command are shown as escapes', async () => {
  configure(config({ generate: 'x \u001b[31m\u202e {dir}' }));
  const { stderr } = await check();
  expect(stderr).toContain('names a program that writes the manifests');
  expect(stderr).not.toContain('\u001b');
  expect(stderr).not.toContain('\u202e');
});

test('any JSON is a configuration or a fault', () => {
  const key = fc.constantFrom('golden', 'generate', 'cases', 'goldens', 'patterns', 'checksums', '__proto__');
  const member = fc.oneof(fc.string(), fc.boolean(), fc.array(fc.string()), fc.dictionary(key, fc.jsonValue()));
  const text = fc.oneof(
    fc.json(),
    fc.dictionary(key, member).map((golden) => JSON.stringify({ golden })),
  );
  fc.assert(
    fc.property(text, (given) => {
      try {
        const { cases = [], goldens = [] } = parseGoldenConfig(given);
        for (const name of [...cases, ...goldens]) expect(['', '.', '..']).not.toContain(name);
      } catch (error) {
        expect(error).toBeInstanceOf(Fault);
      }
    }),
  );
});
