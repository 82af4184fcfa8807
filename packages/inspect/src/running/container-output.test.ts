import { describe, expect, test } from 'vitest';
import { recordedRoots } from '../../../../tools/recorded-roots.ts';
import { outcomeOf } from '../../../core/testing/outcome.ts';
import { printInstallConfiguration } from '../install/print-install-configuration.ts';
import { parseContainerInspection, parseModuleList, parsePrintedConfiguration } from './container-output.ts';

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

describe('answers of a real bootc', () => {
  test('to container inspect are read whole', () => {
    const values = [...recordedRoots('inspect-kargs'), ...recordedRoots('inspect-kernel')].flatMap(
      ({ value }) => value ?? [],
    );
    expect(values.length).toBe(50);
    for (const value of values) {
      const text = JSON.stringify(value);
      const given = JSON.parse(text, (key, item: unknown) => (key === 'kernel' && item === null ? undefined : item));
      expect(parseContainerInspection(text)).toEqual(given);
    }
  });

  test('to print-configuration mean what they say', () => {
    const printed = recordedRoots('print-configuration').filter(({ exit_code }) => exit_code === 0);
    expect(printed.length).toBe(49);
    for (const { command, value } of printed) {
      const { configuration, notices } = parsePrintedConfiguration(JSON.stringify(value));
      expect(notices).toEqual([]);
      expect(printInstallConfiguration(configuration, command.includes('--all'))).toEqual(value);
    }
  });

  test('of lsinitrd have the list between its heading and the closing line', () => {
    const listed = recordedRoots('lsinitrd').flatMap(({ modules }) => (modules === undefined ? [] : [modules]));
    expect(listed.length).toBe(18);
    const line = '='.repeat(72);
    for (const modules of listed) {
      const text = `Image: /boot/initrd: 4.0K\n${line}\nVersion: \n\ndracut modules:\n${modules.map((name) => `${name}\n`).join('')}${line}\n`;
      expect(parseModuleList(text)).toEqual(modules);
    }
  });
});
