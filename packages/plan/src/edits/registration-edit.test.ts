import type { Subscription } from '@bootwright/build-request';
import { describe, expect, test } from 'vitest';
import { registrationEdit } from './registration-edit.ts';

const plain: Subscription = {
  organization: '123',
  activationKey: 'key',
  serverUrl: '',
  baseUrl: 'https://cdn.example.com',
  insights: false,
  rhc: false,
  proxy: '',
  templateName: '',
  templateUuid: '',
  patchUrl: '',
  contentSets: [],
};

const commands = (changes: Partial<Subscription>): readonly string[] =>
  registrationEdit({ ...plain, ...changes }).service.commands;

const remove = "/usr/bin/rm '/etc/osbuild-subscription-register.env'";
// biome-ignore-start lint/suspicious/noTemplateCurlyInString: the shell of the booted machine expands these
const register =
  '/usr/sbin/subscription-manager register --org="${ORG_ID}" --activationkey="${ACTIVATION_KEY}" --baseurl \'https://cdn.example.com\'';
const connect = '/usr/bin/rhc connect --organization="${ORG_ID}" --activation-key="${ACTIVATION_KEY}"';
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: the shell of the booted machine expands these

describe('a registration', () => {
  test.each<readonly [string, Partial<Subscription>, readonly string[]]>([
    ['with subscription-manager', {}, [register, remove]],
    ['with Insights', { insights: true }, [register, '/usr/bin/insights-client --register', remove]],
    ['with rhc', { rhc: true }, [connect, remove]],
    [
      'with rhc and a template',
      { rhc: true, templateName: "it's" },
      [`${connect} --content-template='it'"'"'s'`, remove],
    ],
    [
      'at another server, through a proxy',
      { serverUrl: 'rhsm.example.com', proxy: 'proxy.example.com:3128' },
      [
        "/usr/sbin/subscription-manager config --server.hostname 'rhsm.example.com'",
        "/usr/sbin/subscription-manager config --server.proxy_scheme 'http'",
        "/usr/sbin/subscription-manager config --server.proxy_hostname 'proxy.example.com'",
        "/usr/sbin/subscription-manager config --server.proxy_port '3128'",
        register,
        remove,
      ],
    ],
    [
      'of content sets',
      { contentSets: ['a', 'b'] },
      [register, "/usr/sbin/subscription-manager repos --enable='a' --enable='b'", remove],
    ],
    [
      'to a template by its UUID',
      { rhc: true, templateUuid: 'u-1', patchUrl: 'https://patch.example.com/' },
      [
        connect,
        "curl -v --retry 5 --cert /etc/pki/consumer/cert.pem --key /etc/pki/consumer/key.pem -X PATCH 'https://patch.example.com/templates/u-1/subscribed-systems'",
        '/usr/sbin/subscription-manager refresh',
        remove,
      ],
    ],
  ])('%s runs these commands', (_, changes, expected) => {
    expect(commands(changes)).toEqual(expected);
  });

  test('keeps its key in a file, and reports to Insights at each boot where it uses it', () => {
    const paths = (changes: Partial<Subscription>) =>
      registrationEdit({ ...plain, ...changes }).files.map(({ path }) => path);
    expect(paths({})).toEqual(['/etc/osbuild-subscription-register.env']);
    expect(paths({ rhc: true })).toEqual([
      '/etc/osbuild-subscription-register.env',
      '/etc/systemd/system/insights-client-boot.service.d/override.conf',
    ]);
    expect(registrationEdit(plain).files[0]?.text).toBe('ORG_ID=123\nACTIVATION_KEY=key');
  });

  test.each([
    ['https://proxy', 'https', 'proxy', undefined],
    ['http://u%20:p@é_h/a b?c#d', 'http', 'é_h', undefined],
    ['http://user:secret@[2001:db8::1]:8080/', 'http', '2001:db8::1', '8080'],
  ])('takes the proxy %s apart', (proxy, scheme, host, port) => {
    const values = commands({ proxy }).flatMap((command) => /proxy_\w+ '(.*)'$/.exec(command)?.[1] ?? []);
    expect(values).toEqual([scheme, host, ...(port === undefined ? [] : [port])]);
  });

  test.each(['http://', 'a b', 'http://host:port', 'é\\k', 'u%@h', 'h/%zz', '::1', 'a]b', 'h\t/'])(
    'rejects the proxy %j',
    (proxy) => {
      expect(() => commands({ proxy })).toThrow(expect.objectContaining({ code: 'request/proxy' }));
    },
  );
});
