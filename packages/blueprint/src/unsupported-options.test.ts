import { renderPath } from '@bootwright/core';
import { expect, it } from 'vitest';
import { parseBlueprintValue } from './parse-value.ts';
import { unsupportedOptions } from './unsupported-options.ts';

const supported = ['customizations.user', 'customizations.kernel.append', 'customizations.installer.modules.enable'];

it.each([
  ['nothing', {}, []],
  ['what describes the blueprint', { name: 'x', version: '1.0', description: 'x' }, []],
  ['what is supported', { customizations: { user: [{ name: 'a' }], kernel: { append: 'quiet' } } }, []],
  ['what says nothing', { distro: '', packages: [], customizations: { locale: null, kernel: { name: '' } } }, []],
  [
    'what is not supported, in the order of the format',
    {
      distro: 'x',
      customizations: { fips: false, kernel: { append: 'x', name: 'kernel-rt' }, timezone: {}, hostname: '' },
      packages: [{ name: 'vim' }],
    },
    [
      'packages',
      'customizations.hostname',
      'customizations.kernel.name',
      'customizations.timezone',
      'customizations.fips',
      'distro',
    ],
  ],
  [
    'parts of what is supported in parts',
    { customizations: { installer: { modules: { enable: ['a'], disable: ['b'] }, unattended: true } } },
    ['customizations.installer.modules.disable', 'customizations.installer.unattended'],
  ],
])('names %s', (_, blueprint, expected) => {
  expect(unsupportedOptions(parseBlueprintValue(blueprint, {}), supported).map(renderPath)).toEqual(expected);
});

it('names the item of a list', () => {
  const blueprint = parseBlueprintValue({ customizations: { user: [{ name: 'a' }, { name: 'b', uid: 1 }] } }, {});
  expect(unsupportedOptions(blueprint, ['customizations.user.name'])).toEqual([['customizations', 'user', 1, 'uid']]);
});
