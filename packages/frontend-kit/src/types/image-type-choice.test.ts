import { imageTypes } from '@bootwright/image-types';
import { expect, test } from 'vitest';
import { imageTypeChoice, imageTypeChoices, optionSupport } from './image-type-choice.ts';
import { imageTypeLabels } from './image-type-labels.ts';

test('every image type has words for menus, and none else has', () => {
  expect([...imageTypeLabels.keys()].toSorted()).toEqual(imageTypes.map(({ name }) => name).toSorted());
  const labels = imageTypeChoices().map(({ label }) => label);
  expect(new Set(labels).size).toBe(labels.length);
});

test('a choice has what a menu and a form need', () => {
  const { options, ...choice } = imageTypeChoice('vsphere-ova');
  expect(choice).toEqual({
    name: 'ova',
    aliases: ['vsphere-ova'],
    kind: 'disk',
    label: 'VMware appliance',
    description: 'A VMware appliance. Deploy it with vSphere as a template with its hardware.',
    filename: 'image.ova',
    outputPath: 'archive/image.ova',
    mimeType: 'application/ovf',
    architectures: ['x86_64', 'aarch64', 'ppc64le', 's390x'],
    sealedArchitectures: ['x86_64', 'aarch64'],
    defaultSize: 10 * 2 ** 30,
    payload: 'none',
  });
  expect(options).toContain('customizations.user');
});

test('an architecture has the types that exist for it', () => {
  expect(imageTypeChoices('s390x').map(({ kind }) => kind)).not.toContain('installer-iso');
  expect(imageTypeChoices('aarch64').length).toBe(imageTypes.length);
});

test.each([
  ['bootc-installer', 'required'],
  ['bootc-generic-iso', 'optional'],
  ['anaconda-iso', 'none'],
  ['qcow2', 'none'],
])('%s: another container is %s', (name, payload) => {
  expect(imageTypeChoice(name).payload).toBe(payload);
});

test.each([
  [['customizations', 'user', 0, 'name'], 'qcow2', { supported: true }],
  [['customizations', 'kernel'], 'qcow2', { supported: true }],
  [
    ['customizations', 'kernel', 'name'],
    'qcow2',
    { supported: false, instead: 'install that kernel in the container: the image boots the one that is there' },
  ],
  [
    ['customizations', 'hostname'],
    'qcow2',
    { supported: false, instead: 'copy a file /etc/hostname into the container' },
  ],
  [['customizations', 'user'], 'bootc-generic-iso', { supported: false, instead: 'build it into the container' }],
  [
    ['customizations', 'disk', 'partitions', 1],
    'bootc-installer',
    { supported: false, instead: 'build it into the container' },
  ],
])('%j on %s: %j', (path, name, expected) => {
  expect(optionSupport(path, imageTypeChoice(name))).toEqual(expected);
});
