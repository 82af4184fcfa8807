import { expect, test } from 'vitest';
import { networkError, networkFault } from './network-error.ts';

const refused = (server: string) =>
  networkFault(networkError(Object.assign(new Error('secret'), { code: 'ECONNREFUSED' }), server));

test.each([
  ['localhost', /^podman calls images in its own storage localhost\/NAME: .* containers-storage:localhost\/NAME$/],
  ['localhost:5000', /^check the name and port of the registry/],
  ['registry.example.com', /^check the name and port of the registry/],
])('the hint where %s does not accept connections', (server, hint) => {
  const fault = refused(server);
  expect(fault).toMatchObject({ code: 'registry/connection', hint: expect.stringMatching(hint) });
  expect(fault.message).toBe(`${server} does not accept connections`);
});

test('a host that DNS does not know is named, without the message of Node', () => {
  const error = Object.assign(new Error('getaddrinfo ENOTFOUND secret'), { code: 'ENOTFOUND' });
  const fault = networkFault(networkError(error, 'registry.example.com'));
  expect(fault).toMatchObject({
    code: 'registry/unknown-host',
    message: 'host not found: registry.example.com',
    hint: 'check the name of the registry, and DNS on this machine',
  });
  expect(fault.cause).toBeUndefined();
});
