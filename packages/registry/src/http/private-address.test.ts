import { expect, test } from 'vitest';
import { isPrivateAddress, isPrivateHost } from './private-address.ts';

test.each([
  ...['127.0.0.1', '127.1.2.3', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254'],
  ...['100.64.0.1', '0.0.0.0', '224.0.0.1', '255.255.255.255', '198.18.0.1'],
  ...[
    '::1',
    '::',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '::7f00:1',
    '64:ff9b::a00:1',
    'fe80::1',
    'fec0::1',
    '2002:a00:1::1',
    '64:ff9b:1::a00:1',
    'fd00::1',
    'ff02::1',
  ],
])('%s is private', (address) => expect(isPrivateAddress(address)).toBe(true));

test.each([
  '1.1.1.1',
  '172.32.0.1',
  '100.128.0.1',
  '169.253.0.1',
  '2001:4860:4860::8888',
  '::ffff:1.1.1.1',
  'example.com',
])('%s is not', (address) => expect(isPrivateAddress(address)).toBe(false));

test.each<[string, boolean]>([
  ['localhost', true],
  ['a.localhost', true],
  ['printer.local', true],
  ['host.docker.internal', true],
  ['registry', true],
  ['[::1]', true],
  ['127.0.0.1', true],
  ['localhost.', true],
  ['registry.example.com', false],
  ['internal.example.com', false],
  ['[2001:4860:4860::8888]', false],
])('the host %s: %s', (host, expected) => expect(isPrivateHost(host)).toBe(expected));
