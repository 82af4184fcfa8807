import { describe, expect, test } from 'vitest';
import { mountName, referenceUnitName, unitName } from './unit-name.ts';

describe('names made of paths', () => {
  test.each([
    { path: '/', mount: '-', unit: '-', reference: '-' },
    { path: '', mount: '-', unit: '-', reference: '-' },
    { path: '//', mount: '', unit: '-', reference: '-' },
    { path: '/boot/efi', mount: 'boot-efi', unit: 'boot-efi', reference: 'boot-efi' },
    { path: '/a-b', mount: 'a\\x2db', unit: 'a\\x2db', reference: 'a\\x2db' },
    { path: '/a\\b/', mount: 'a\\x5cb', unit: 'a\\x5cb', reference: 'a\\x5cb' },
    { path: '/var/a b', mount: 'var-a b', unit: 'var-a\\x20b', reference: 'var-a\\x20b' },
    { path: "/var/+#%'", mount: "var-+#%'", unit: 'var-\\x2b\\x23\\x25\\x27', reference: 'var-\\x2b\\x23\\x25\\x27' },
    { path: '/var/é', mount: 'var-é', unit: 'var-\\xc3\\xa9', reference: 'var-\\xc3\\xa9' },
    { path: '/var/😀', mount: 'var-😀', unit: 'var-\\xf0\\x9f\\x98\\x80', reference: 'var-\\xf0\\x9f\\x98\\x80' },
    { path: '/var/a@b', mount: 'var-a@b', unit: 'var-a\\x40b', reference: 'var-a@b' },
    { path: '/var/a@b@c', mount: 'var-a@b@c', unit: 'var-a\\x40b\\x40c', reference: 'var-a\\x40b\\x40c' },
    { path: '/@a', mount: '@a', unit: '\\x40a', reference: '\\x40a' },
    { path: '/.a/.b', mount: '.a-.b', unit: '\\x2ea-.b', reference: '.a-.b' },
    { path: '/a:b_c', mount: 'a:b_c', unit: 'a:b_c', reference: 'a:b_c' },
    { path: '/var/a\nb', mount: 'var-a\nb', unit: 'var-a\\x0ab', reference: 'var-a\\x0ab' },
  ])('$path is the mount "$mount" and the unit "$unit", "$reference" in the reference', (named) => {
    const { path, mount, unit, reference } = named;
    expect([mountName(path), unitName(path), referenceUnitName(path)]).toEqual([mount, unit, reference]);
  });
});
