import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../testing/outcome.ts';
import { hasReference, recorded } from '../testing/reference.ts';
import { parseContainerInspection, parseModuleList, parsePrintedConfiguration } from './asked-answers.ts';
import { printInstallConfiguration } from './print-install-configuration.ts';

describe('bootc container inspect --json', () => {
  test.each([
    [
      'a kernel',
      '{"kargs":["quiet"],"kernel":{"version":"6.1","unified":true}}',
      { kargs: ['quiet'], kernel: { version: '6.1', unified: true } },
    ],
    ['no kernel', '{"kargs":[],"kernel":null}', { kargs: [] }],
    [
      'more than is known yet',
      '{"kargs":[],"kernel":{"version":"1","unified":false,"x":1},"y":2}',
      { kargs: [], kernel: { version: '1', unified: false } },
    ],
  ])('%s', (_, text, answer) => expect(parseContainerInspection(text)).toEqual(answer));

  test.each(['', 'no', '{"kargs":[1]}', '{"kargs":[],"kernel":{}}', '{"kargs":"a"}'])('%j is a fault', (text) => {
    expect(outcomeOf(() => parseContainerInspection(text))).toMatchObject({ fault: 'inspect/answer' });
  });
});

describe('bootc install print-configuration', () => {
  test('that sets nothing gives no configuration', () => {
    expect(parsePrintedConfiguration('{"block":null,"filesystem":null}')).toEqual({ notices: [] });
  });

  test('that sets what is not known yet leaves it out, with a notice', () => {
    const { configuration, notices } = parsePrintedConfiguration('{"block":["direct"],"bootloader":"new","more":1}');
    expect(configuration).toEqual({ block: ['direct'] });
    expect(notices.map(({ code }) => code)).toEqual(Array(2).fill('install-configuration/not-known'));
  });

  test.each(['', '[]', 'null', '1'])('%j is a fault', (text) => {
    expect(outcomeOf(() => parsePrintedConfiguration(text))).toMatchObject({ fault: 'inspect/answer' });
  });

  test('a value of another type is a fault', () => {
    const text = '{"kargs":"quiet"}';
    expect(outcomeOf(() => parsePrintedConfiguration(text))).toMatchObject({ fault: 'install-configuration/type' });
  });
});

describe('lsinitrd --mod', () => {
  const ruler = '='.repeat(72);
  const output = (list: string) => `Image: /x: 4K\n${ruler}\nVersion: \n\ndracut modules:\n${list}${ruler}\n`;
  test.each([
    ['modules', output('bootc\nsystemd\n'), ['bootc', 'systemd']],
    ['none', output(''), []],
    ['a last one without its newline', output('bootc\nbase'), ['bootc', 'base']],
    [
      'an early archive before them',
      `Image: /x\n${ruler}\nEarly CPIO image\n${ruler}\nearly_cpio\n${ruler}\n${output('a\n')}`,
      ['a'],
    ],
  ])('%s', (_, text, modules) => expect(parseModuleList(text)).toEqual(modules));

  test('an output without a list is a fault', () => {
    expect(outcomeOf(() => parseModuleList("Need 'objcopy'\n"))).toMatchObject({ fault: 'inspect/answer' });
  });
});

test.skipIf(hasReference)('what a real bootc printed is not in this checkout', () => {
  expect(recorded('bootc/lsinitrd.jsonl')).toEqual([]);
});

describe.skipIf(!hasReference)('answers of a real bootc', () => {
  test('to container inspect are read whole', () => {
    for (const { command, exit_code, stdout } of [
      ...recorded('bootc/inspect-kargs.jsonl'),
      ...recorded('bootc/inspect-kernel.jsonl'),
    ]) {
      if (exit_code !== 0 || !command.includes('--json')) continue;
      const { kargs, kernel } = JSON.parse(stdout);
      expect(parseContainerInspection(stdout)).toEqual({ kargs, ...(kernel === null ? {} : { kernel }) });
    }
  });

  test('to print-configuration mean what they say', () => {
    for (const { command, exit_code, stdout } of recorded('bootc/print-configuration.jsonl')) {
      if (exit_code !== 0) continue;
      const { configuration, notices } = parsePrintedConfiguration(stdout);
      expect(notices).toEqual([]);
      expect(printInstallConfiguration(configuration, command.includes('--all'))).toEqual(JSON.parse(stdout));
    }
  });

  test('of lsinitrd have a list wherever it ended well', () => {
    for (const { exit_code, stdout } of recorded('bootc/lsinitrd.jsonl')) {
      if (exit_code !== 0) continue;
      for (const name of parseModuleList(stdout)) expect(name).toMatch(/^[\w.-]+$/);
    }
  });
});
