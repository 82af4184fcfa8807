import type { Agent } from 'node:http';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { SecureContext } from 'node:tls';
import { proxyFor } from './proxy-choice.ts';
import { tlsContext } from './trusted-certificates.ts';

/** How a server is reached. */
export interface Connection {
  readonly agent: Agent;
  /** The proxy between, as host and port. */
  readonly proxy?: string;
  /** Of HTTPS. */
  readonly secure?: { readonly secureContext: SecureContext; readonly rejectUnauthorized: boolean };
}

export interface ConnectionPoolOptions {
  readonly tlsVerify: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Ends waiting for a file of certificates. */
  readonly signal?: AbortSignal;
}

/** The ways to servers, each found once and kept: straight or through a proxy, and whom to trust there. */
export class ConnectionPool {
  private readonly options: ConnectionPoolOptions;
  private readonly known = new Map<string, Promise<Connection>>();
  private readonly agents: Agent[] = [];

  constructor(options: ConnectionPoolOptions) {
    this.options = options;
  }

  /** Faults: `registry/proxy`, `registry/certificate-file`. */
  to(url: URL): Promise<Connection> {
    const known = this.known.get(url.origin);
    if (known !== undefined) return known;
    const way = this.find(url);
    this.known.set(url.origin, way);
    return way;
  }

  /** Ends all connections. */
  close(): void {
    for (const agent of this.agents) agent.destroy();
  }

  private async find(url: URL): Promise<Connection> {
    const { environment, tlsVerify } = this.options;
    const proxy = proxyFor(url, environment);
    const isSecure = url.protocol === 'https:';
    const secure = isSecure
      ? { secure: { secureContext: await tlsContext(url.host, this.options), rejectUnauthorized: tlsVerify } }
      : {};
    const agent =
      proxy !== undefined
        ? await proxyAgent(proxy, isSecure, this.options)
        : isSecure
          ? new HttpsAgent({ keepAlive: true })
          : new HttpAgent({ keepAlive: true });
    this.agents.push(agent);
    return { agent, ...secure, ...(proxy === undefined ? {} : { proxy: proxy.host }) };
  }
}

/** Loaded when needed: most machines have no proxy. */
async function proxyAgent(proxy: URL, isSecure: boolean, trust: ConnectionPoolOptions): Promise<Agent> {
  const secure = proxy.protocol === 'https:' ? { secureContext: await tlsContext(proxy.host, trust) } : {};
  const options = { keepAlive: true, ...secure };
  return isSecure
    ? new (await import('https-proxy-agent')).HttpsProxyAgent(proxy, options)
    : new (await import('http-proxy-agent')).HttpProxyAgent(proxy, options);
}
