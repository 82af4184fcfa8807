import { expect, test } from 'vitest';
import { maskArguments, maskForm, maskHeaders, maskText, maskUrl } from './mask-secrets.ts';

test.each([
  ['https://registry.example/v2/a/manifests/1', 'https://registry.example/v2/a/manifests/1'],
  ['https://user:hunter2@registry.example/v2/', 'https://***@registry.example/v2/'],
  ['https://hunter2@registry.example/v2/', 'https://***@registry.example/v2/'],
  ['https://us@er:hunt@er2@registry.example/', 'https://***@registry.example/'],
  [
    'https://auth.example/token?service=a&scope=repository:b:pull',
    'https://auth.example/token?service=a&scope=repository:b:pull',
  ],
  [
    'https://cdn.example/blob?X-Amz-Signature=hunter2&X-Amz-Expires=9',
    'https://cdn.example/blob?X-Amz-Signature=***&X-Amz-Expires=***',
  ],
  ['https://cdn.example/blob?sv=1;sig=hunter2#hunter2', 'https://cdn.example/blob?sv=***;sig=***#***'],
  ['https://cdn.example/blob?hunter2', 'https://cdn.example/blob?***'],
  ['https://cdn.example/blob?n=1&hunter2#hunter2', 'https://cdn.example/blob?n=1&***#***'],
  ['socks5h://user:hunter2@proxy.example:1080', 'socks5h://***@proxy.example:1080'],
])('masks credentials in the URL %s', (url, expected) => {
  expect(maskUrl(url)).toBe(expected);
});

test('masks all headers but those that are known to be harmless', () => {
  expect(
    maskHeaders({
      accept: 'application/json',
      Authorization: 'Basic aHVudGVyMg==',
      'proxy-authorization': 'Bearer hunter2',
      'set-cookie': ['a=hunter2', 'b=hunter2'],
      'x-unknown': 'hunter2',
      location: 'https://user:hunter2@cdn.example/blob?token=hunter2',
      'www-authenticate': 'Bearer realm="https://auth.example"',
      etag: undefined,
    }),
  ).toBe(
    [
      'accept: application/json',
      'Authorization: ***',
      'proxy-authorization: ***',
      'set-cookie: ***',
      'x-unknown: ***',
      'location: https://***@cdn.example/blob?token=***',
      'www-authenticate: ***',
    ].join(', '),
  );
});

test('masks all fields of a form but those that are known to be harmless', () => {
  const form = new URLSearchParams({ grant_type: 'password', service: 'a', password: 'hunter2', other: 'hunter2' });
  expect(maskForm(form)).toBe('grant_type=password&service=a&password=***&other=***');
});

test.each([
  [
    ['podman', 'pull', '--creds', 'user:hunter2', 'a'],
    ['podman', 'pull', '--creds', '***', 'a'],
  ],
  [
    ['podman', 'pull', '--creds=user:hunter2', 'a'],
    ['podman', 'pull', '--creds=***', 'a'],
  ],
  [
    ['podman', 'login', '-u', 'hunter2', '-p', 'hunter2', 'r'],
    ['podman', 'login', '-u', '***', '-p', '***', 'r'],
  ],
  [
    ['podman', 'login', '--password=hunter2'],
    ['podman', 'login', '--password=***'],
  ],
  [
    ['skopeo', 'copy', '--src-registry-token', 'hunter2'],
    ['skopeo', 'copy', '--src-registry-token', '***'],
  ],
  [
    ['podman', 'run', '--env', 'A=hunter2', '-e', 'B'],
    ['podman', 'run', '--env', 'A=***', '-e', 'B'],
  ],
  [
    ['podman', 'run', '--env=A=hunter2'],
    ['podman', 'run', '--env=A=***'],
  ],
  [
    ['podman', 'build', '--build-arg', 'A=hunter2'],
    ['podman', 'build', '--build-arg', '***'],
  ],
  [
    ['podman', 'pull', '--authfile', '/run/auth.json'],
    ['podman', 'pull', '--authfile', '/run/auth.json'],
  ],
  [
    ['podman', 'pull', 'docker://user:hunter2@r/a'],
    ['podman', 'pull', 'docker://***@r/a'],
  ],
  [
    ['curl', '-H', 'Authorization: Basic hunter2'],
    ['curl', '-H', '***'],
  ],
  [
    ['qemu-system-x86_64', '-m', '2048M', '-drive', 'if=none,id=disk'],
    ['qemu-system-x86_64', '-m', '2048M', '-drive', 'if=none,id=disk'],
  ],
  [
    ['x', 'https_proxy=http://user:hunter2@proxy'],
    ['x', 'https_proxy=http://***@proxy'],
  ],
])('masks credentials in the command %j', (words, expected) => {
  expect(maskArguments(words)).toEqual(expected);
});

test.each([
  ['{"auths":{"r":{"auth":"aHVudGVyMg=="}}}', '{"auths":{"r":{"auth":***}}}'],
  ['{"identitytoken": "hunter2", "n": 1}', '{"identitytoken": ***, "n": 1}'],
  ['{"tokens": ["hunter2", "hunter2"], "n": 1}', '{"tokens": ***, "n": 1}'],
  [String.raw`{"label": "{\"password\": \"hunter2\"}"}`, String.raw`{"label": "{\"password\": ***\"}"}`],
  ['"Env": ["API_TOKEN=hunter2", "PATH=/bin"]', '"Env": ["API_TOKEN=***", "PATH=/bin"]'],
  ['password: hunter2 for admin', 'password: *** for admin'],
  ['root:$6$salt$hunter2hunter2:1::', 'root:***:1::'],
  ['Authorization: Bearer hunter2hunter2', 'Authorization: ***'],
  ['got eyJhbGciOi.hunter2.hunter2 back', 'got *** back'],
  ['to user:hunter2@proxy.example:3128', 'to ***@proxy.example:3128'],
  ['-----BEGIN RSA PRIVATE KEY-----\nhunter2\n-----END RSA PRIVATE KEY-----', '***'],
  ['-----BEGIN PRIVATE KEY-----\nhunter2 that is cut off', '***'],
  [`"Env": ["DB_PASSWORD=it's hunter2, hunter2", "A=b c"]`, '"Env": ["DB_PASSWORD=***", "A=b c"]'],
  ['{"secret": {"value": "hunter2"}, "n": 1}', '{"secret": ***, "n": 1}'],
  ["{'password': 'hunter2 hunter2'}", "{'password': ***}"],
  ['authorization: bearer hunter2hunter2', 'authorization: ***'],
  ['in line 3: rootpw hunter2 hunter2', 'in line 3: ***'],
  ['proxy //user:hunter2@proxy.example', 'proxy //***@proxy.example'],
  ['Error: no such image sha256:ab12', 'Error: no such image sha256:ab12'],
])('masks credentials in the text %j', (text, expected) => {
  expect(maskText(text)).toBe(expected);
});
