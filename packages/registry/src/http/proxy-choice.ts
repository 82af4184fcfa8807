import { Fault } from '@bootwright/core';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy for a URL, as podman and skopeo choose it (Go's `httpproxy`): `HTTPS_PROXY` or `HTTP_PROXY`, in upper or lower
 * case, except for the hosts of `NO_PROXY` and this machine. Faults: `registry/proxy`, which does not quote the variable:
 * it may contain a password.
 */
export function proxyFor(url: URL, environment: Environment): URL | undefined {
  const variable = url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const named = environment[variable] || environment[variable.toLowerCase()];
  const exempt = environment.NO_PROXY || environment.no_proxy || '';
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  if (!named || isThisMachine(host) || exempt.split(',').some((rule) => covers(rule.trim().toLowerCase(), host, url)))
    return undefined;
  return proxyUrl(named, variable);
}

function proxyUrl(text: string, variable: string): URL {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const proxy = URL.canParse(address) ? new URL(address) : undefined;
  if (proxy?.protocol === 'http:' || proxy?.protocol === 'https:') return proxy;
  const why = proxy === undefined ? 'is not a URL' : `names a proxy with the scheme ${proxy.protocol.slice(0, -1)}`;
  throw new Fault('registry/proxy', `${variable} ${why}`, {
    hint: `set ${variable} to http://HOST:PORT or https://HOST:PORT, or the registry's host in NO_PROXY`,
  });
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/** A rule is `*`, `name` for a host and all below, `.name` or `*.name` for those below, an address or an IPv4 network; a port may follow. */
function covers(rule: string, host: string, url: URL): boolean {
  if (rule === '*') return true;
  const network = /^([\d.]+)\/(\d{1,2})$/.exec(rule);
  if (network !== null) return isInNetwork(host, network[1] ?? '', Number(network[2]));
  const [, name = '', port] =
    /^(.*?)(?::(\d+))?$/.exec(rule.startsWith('[') ? rule.replace(/^\[(.*)\]/, '$1') : rule) ?? [];
  const usual = url.protocol === 'https:' ? '443' : '80';
  if (name === '' || (port !== undefined && port !== (url.port || usual))) return false;
  const below = name.replace(/^\*?\./, '.');
  return below.startsWith('.') ? host.endsWith(below) : host === name || host.endsWith(`.${name}`);
}

function isInNetwork(host: string, base: string, bits: number): boolean {
  const [mine, theirs] = [addressNumber(host), addressNumber(base)];
  if (mine === undefined || theirs === undefined || bits > 32) return false;
  const size = 2 ** (32 - bits);
  return Math.floor(mine / size) === Math.floor(theirs / size);
}

function addressNumber(text: string): number | undefined {
  const parts = text.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !(part >= 0 && part < 256))) return undefined;
  return parts.reduce((value, part) => value * 256 + part, 0);
}
