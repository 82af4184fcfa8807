import type { Agent } from 'node:http';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { SecureContext } from 'node:tls';
import { defined } from '@bootwright/core';
import { lookupWithin, type Reach } from './lookup.ts';
import { proxyFor } from './proxy-choice.ts';
import { tlsContext } from './trusted-certificates.ts';

/** How a server is reached: options of `node:http` and `node:https`. */
export interface Connection {
  readonly agent: Agent;
  readonly lookup?: LookupFunction;
  /** The proxy between, as host and port. */
  readonly proxy?: string;
  /** For HTTPS. */
  readonly secure?: { readonly secureContext: SecureContext; readonly rejectUnauthorized: boolean };
}

export interface ConnectionPoolOptions {
  readonly tlsVerify: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Ends waiting for a file of certificates. */
  readonly signal?: AbortSignal;
}

/** Connections that are kept for further requests, direct or through a proxy, with the certificates to trust there. */
export class ConnectionPool {
  private readonly options: ConnectionPoolOptions;
  private readonly known = new Map<string, Promise<Connection>>();
  private readonly agents: Agent[] = [];

  constructor(options: ConnectionPoolOptions) {
    this.options = options;
  }

  /** A connection is not shared with requests of another reach. Faults: `registry/proxy`, `registry/certificate-file`. */
  to(url: URL, reach: Reach): Promise<Connection> {
    const key = `${reach} ${url.origin}`;
    const connection = this.known.get(key) ?? this.find(url, reach);
    this.known.set(key, connection);
    return connection;
  }

  /** Ends all connections. */
  close(): void {
    for (const agent of this.agents) agent.destroy();
  }

  private async find(url: URL, reach: Reach): Promise<Connection> {
    const proxy = proxyFor(url, this.options.environment);
    const isSecure = url.protocol === 'https:';
    const secure = isSecure
      ? { secureContext: await tlsContext(url.host, this.options), rejectUnauthorized: this.options.tlsVerify }
      : undefined;
    const agent =
      proxy === undefined
        ? new (isSecure ? HttpsAgent : HttpAgent)({ keepAlive: true })
        : await this.proxyAgent(proxy, isSecure);
    this.agents.push(agent);
    return { agent, ...defined({ lookup: lookupWithin(reach), secure, proxy: proxy?.host }) };
  }

  /** Loaded when needed: most machines have no proxy. */
  private async proxyAgent(proxy: URL, isSecure: boolean): Promise<Agent> {
    const secure = proxy.protocol === 'https:' ? { secureContext: await tlsContext(proxy.host, this.options) } : {};
    const options = { keepAlive: true, ...secure };
    return isSecure
      ? new (await import('https-proxy-agent')).HttpsProxyAgent(proxy, options)
      : new (await import('http-proxy-agent')).HttpProxyAgent(proxy, options);
  }
}
