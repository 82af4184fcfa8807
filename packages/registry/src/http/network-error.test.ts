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
