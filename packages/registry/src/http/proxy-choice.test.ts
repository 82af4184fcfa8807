import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../../../core/testing/outcome.ts';
import { proxyFor } from './proxy-choice.ts';

const registry = 'https://registry.example.com/v2/';
const proxy = { HTTPS_PROXY: 'http://proxy.example.com:3128' };

describe('the proxy for a server', () => {
  test.each<readonly [string, string, Readonly<Record<string, string>>, string | undefined]>([
    ['none where none is named', registry, {}, undefined],
    ['of HTTPS', registry, proxy, 'http://proxy.example.com:3128/'],
    ['of HTTPS, in lower case', registry, { https_proxy: 'proxy.example.com:3128' }, 'http://proxy.example.com:3128/'],
    ['of HTTP is not that of HTTPS', registry, { HTTP_PROXY: 'http://x' }, undefined],
    ['of HTTP', 'http://registry.example.com/', { HTTP_PROXY: 'https://x:1' }, 'https://x:1/'],
    ['none for this machine', 'https://localhost:5000/', proxy, undefined],
    ['none for its addresses', 'https://127.0.0.1:5000/', proxy, undefined],
    ['none for its address of IPv6', 'https://[::1]:5000/', proxy, undefined],
    ['none where all are exempt', registry, { ...proxy, NO_PROXY: '*' }, undefined],
    ['none for an exempt host', registry, { ...proxy, NO_PROXY: 'a, registry.example.com' }, undefined],
    ['none below an exempt domain', registry, { ...proxy, no_proxy: 'example.com' }, undefined],
    ['none below a domain with a dot', registry, { ...proxy, NO_PROXY: '.example.com' }, undefined],
    [
      'a domain with a dot is not exempt itself',
      'https://example.com/',
      { ...proxy, NO_PROXY: '.example.com' },
      'http://proxy.example.com:3128/',
    ],
    [
      'a name that ends alike is not exempt',
      registry,
      { ...proxy, NO_PROXY: 'ample.com' },
      'http://proxy.example.com:3128/',
    ],
    ['none for an exempt port', registry, { ...proxy, NO_PROXY: 'example.com:443' }, undefined],
    [
      'of another port than the exempt one',
      registry,
      { ...proxy, NO_PROXY: 'example.com:5000' },
      'http://proxy.example.com:3128/',
    ],
    ['none in an exempt network', 'https://10.1.2.3/', { ...proxy, NO_PROXY: '10.0.0.0/8' }, undefined],
    ['outside of it', 'https://11.1.2.3/', { ...proxy, NO_PROXY: '10.0.0.0/8' }, 'http://proxy.example.com:3128/'],
  ])('%s', (_, url, environment, expected) => {
    expect(proxyFor(new URL(url), environment)?.href).toBe(expected);
  });

  test.each([
    ['socks5://me:s3cret@x', 'HTTPS_PROXY names a proxy with the scheme socks5'],
    ['http://me:s3cret@[', 'HTTPS_PROXY is not a URL'],
  ])('that is invalid is a fault, which shows no password: %s', (text, message) => {
    expect(outcomeOf(() => proxyFor(new URL(registry), { HTTPS_PROXY: text }))).toEqual({
      fault: 'registry/proxy',
      message,
    });
  });
});
