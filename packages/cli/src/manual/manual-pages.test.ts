import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { needs, program } from '../../../../tools/probes.mjs';
import { flagOf } from '../arguments/option.ts';
import { commands } from '../commands.ts';
import { manualPages } from './manual-pages.ts';

const pages = manualPages(commands, { version: '1.2.3', date: '2026-09-30' });
const plain = (text: string): string => text.replaceAll('\\-', '-').replaceAll('\\(dq', '"').replaceAll('\\e', '\\');
const pageOf = (name: string): string => plain(pages.get(`bootwright-${name}.1`) ?? '');

test('there is a page of the program and of every command', () => {
  expect([...pages.keys()]).toEqual(['bootwright.1', ...commands.map(({ name }) => `bootwright-${name}.1`)]);
  const program = plain(pages.get('bootwright.1') ?? '');
  for (const { name } of commands) expect(program).toContain(`bootwright-${name}(1)`);
  expect(program).toContain('.TH BOOTWRIGHT 1 2026-09-30 "bootwright 1.2.3" "User Commands"\n.SH NAME\nbootwright - ');
});

test.each(commands.map((command) => [command.name, command] as const))(
  'the page of %s has all its options, operands and examples',
  (name, { options, operands, examples }) => {
    const text = pageOf(name);
    for (const option of [...Object.keys(options).map(flagOf), '--json', '--help']) {
      expect(text).toMatch(new RegExp(`^\\.B .*${option}(?:[ ,]|$)`, 'm'));
    }
    for (const operand of operands) expect(text).toContain(`.B ${operand.name}\n`);
    for (const { line } of examples) expect(text).toContain(`\n.RS\n${line}\n.RE\n`);
  },
);

test('no line of text is a request of roff', () => {
  const requests = /^\.(?:\\"|TH|SH|TP|B|I|PP|nf|fi|RS|RE|br)(?: |$)/;
  const stray = [...pages.values()].flatMap((text) =>
    text.split('\n').filter((line) => /^[.']/.test(line) && !requests.test(line)),
  );
  expect(stray).toEqual([]);
});

const linter = needs(program('mandoc'));
test.skipIf(linter.missing)(`mandoc finds nothing in any page${linter.note}`, () => {
  const findings = [...pages].flatMap(([name, text]) => {
    const { status, stdout } = spawnSync('mandoc', ['-Tlint', '-Wwarning'], { input: text, encoding: 'utf8' });
    return status === 0 && stdout === '' ? [] : [`${name}: ${stdout}`];
  });
  expect(findings).toEqual([]);
});

const formatter = needs(program('man'));
test.skipIf(formatter.missing)(`man shows every page without a warning${formatter.note}`, { timeout: 60_000 }, () => {
  const env = { ...process.env, MANWIDTH: '80', LC_ALL: 'C.UTF-8' };
  const args = ['--warnings', '--local-file', '--pager=cat', '-'];
  for (const [name, text] of pages) {
    const { status, stdout, stderr } = spawnSync('man', args, { input: text, encoding: 'utf8', env });
    expect({ name, status, stderr }).toEqual({ name, status: 0, stderr: '' });
    expect(stdout).toContain('SYNOPSIS');
  }
});
