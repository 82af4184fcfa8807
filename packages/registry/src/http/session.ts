import type { RegistryName } from '@bootwright/container-facts';
import { registryHost } from '@bootwright/container-facts';
import { defined } from '@bootwright/core';
import { parseChallenges } from '../authentication-challenge.ts';
import { refusedFault, registryErrorCodes } from '../registry-answer.ts';
import type { TokenWish } from '../registry-token.ts';
import { chooseAuthentication, isSendable } from '../registry-token.ts';
import type { NetworkPatience } from '../retry-pause.ts';
import type { WaitingTime } from '../waiting-time.ts';
import type { FollowedAnswer } from './following.ts';
import { askFollowing, askPatiently } from './following.ts';
import type { HttpAnswer, HttpClient } from './http-client.ts';
import { endedByAny } from './http-client.ts';
import type { Login } from './logins.ts';
import { NetworkTrouble } from './network-trouble.ts';
import { Retries } from './retries.ts';
import { readSmallBody } from './small-body.ts';
import { TokenKeeper } from './token-keeper.ts';
import { basicAuthorization, fetchToken } from './token-service.ts';

export interface SessionWorld {
  readonly client: HttpClient;
  readonly patience: NetworkPatience;
  readonly signal?: AbortSignal;
  /** Where false, the registry may speak plain HTTP, and so may those that it names. */
  readonly tlsVerify: boolean;
  /** Hosts that may give tokens besides those that belong to the registry. */
  readonly tokenHosts: readonly string[];
  /** Asked once, when the registry wants a login. */
  readonly findLogin: () => Promise<Login | undefined>;
}

export interface RegistryQuestion {
  /** Below the repository: `manifests/latest`, `blobs/sha256:…`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What it is, for messages: `the image …`. */
  readonly what: string;
  /** Statuses that the asker understands. */
  readonly wanted: readonly number[];
  /** Ends this question alone. */
  readonly signal?: AbortSignal;
}

/** An answer, and what was shown to get it. */
interface AuthorizedAnswer extends FollowedAnswer {
  readonly authorization: string | undefined;
}

/** How the registry was last shown who asks; a token is kept until it ends, by where and what for it was asked. */
type Shown = { readonly kind: 'basic' | 'registry-token' } | { readonly kind: 'bearer'; readonly wish: TokenWish };

const mostErrorBytes = 64 * 1024;

/**
 * Questions to one repository of a registry (OCI distribution specification), with all that lies between: the login,
 * tokens and their renewal, redirects, pauses and retries, and plain HTTP where it is allowed and nothing else answers.
 */
export class RegistrySession {
  private readonly name: RegistryName;
  private readonly world: SessionWorld;
  private readonly tokens: TokenKeeper;
  private base: URL;
  /** Whether `base` has ever answered; before, its protocol is a guess. */
  private answered = false;
  private login: Promise<Login | undefined> | undefined;
  private shown: Shown | undefined;

  constructor(name: RegistryName, world: SessionWorld) {
    this.name = name;
    this.world = world;
    this.base = new URL(`https://${registryHost(name.registry)}/`);
    const { tlsVerify, tokenHosts: named, ...rest } = world;
    this.tokens = new TokenKeeper(async (wish) => {
      const hosts = { registry: this.base, tlsVerify, named };
      return fetchToken({ ...rest, allowPlain: !tlsVerify, hosts }, wish, (await this.login)?.credentials);
    });
  }

  /** The time that is left to wait for it. */
  get waiting(): WaitingTime {
    return this.world.client.waiting;
  }

  /** The answer, with one of the wanted statuses. Faults: those of `refusedFault`, `troubleFault` and `fetchToken`. */
  async ask(question: RegistryQuestion): Promise<HttpAnswer> {
    const retries = new Retries(this.world.patience, this.waiting, endedByAny(this.world.signal, question.signal));
    let followed = await askPatiently(() => this.askOnce(question), retries);
    if (followed.answer.status === 401 && followed.own && (await this.authenticate(followed))) {
      followed.answer.drop();
      followed = await askPatiently(() => this.askOnce(question), retries);
    }
    const { answer } = followed;
    if (question.wanted.includes(answer.status)) return answer;
    const loginFrom = this.shown === undefined ? undefined : (await this.login)?.from;
    throw refusedFault({
      status: answer.status,
      server: answer.url.host,
      what: question.what,
      codes: await errorCodes(answer),
      registry: this.name.registry,
      ...defined({ loginFrom }),
    });
  }

  private async askOnce(question: RegistryQuestion): Promise<AuthorizedAnswer> {
    try {
      return await this.askBase(question);
    } catch (error) {
      const guessedWrong = !this.answered && !this.world.tlsVerify && this.base.protocol === 'https:';
      if (!guessedWrong || !(error instanceof NetworkTrouble) || error.kind === 'unknown-host') throw error;
      this.base = new URL(`http://${this.base.host}/`);
      return await this.askBase(question);
    }
  }

  private async askBase({ path, headers, signal }: RegistryQuestion): Promise<AuthorizedAnswer> {
    const authorization = await this.authorization();
    const followed = await askFollowing(this.world.client, {
      url: new URL(`/v2/${this.name.repository}/${path}`, this.base),
      headers: { ...headers },
      secretHeaders: authorization === undefined ? {} : { authorization },
      allowPlain: !this.world.tlsVerify,
      ...defined({ signal }),
    });
    this.answered = true;
    return { ...followed, authorization };
  }

  /** Whether there is something to show that was not shown yet, or a token to renew. */
  private async authenticate({ answer, authorization }: AuthorizedAnswer): Promise<boolean> {
    const challenges = parseChallenges(answer.headers['www-authenticate'] ?? '');
    const wanted = chooseAuthentication(challenges, this.name.repository);
    if (wanted === undefined) return false;
    this.login ??= this.world.findLogin();
    const credentials = (await this.login)?.credentials;
    if (wanted.kind === 'bearer' && credentials?.kind !== 'registry-token') {
      if (authorization !== undefined) this.tokens.forget(wanted.wish, authorization.replace(/^Bearer /, ''));
      this.shown = wanted;
      return true;
    }
    const kind = wanted.kind === 'basic' ? 'basic' : 'registry-token';
    if (credentials?.kind !== (kind === 'basic' ? 'password' : kind) || this.shown?.kind === kind) return false;
    this.shown = { kind };
    return true;
  }

  private async authorization(): Promise<string | undefined> {
    if (this.shown === undefined) return undefined;
    const credentials = (await this.login)?.credentials;
    if (this.shown.kind === 'bearer') return `Bearer ${await this.tokens.token(this.shown.wish)}`;
    if (credentials?.kind === 'password') return basicAuthorization(credentials);
    return credentials?.kind === 'registry-token' && isSendable(credentials.token)
      ? `Bearer ${credentials.token}`
      : undefined;
  }
}

/** None where the answer is too long or breaks: they only add to what its status says. */
async function errorCodes(answer: HttpAnswer): Promise<readonly string[]> {
  try {
    const body = await readSmallBody(answer, mostErrorBytes);
    return body === undefined ? [] : registryErrorCodes(new TextDecoder().decode(body));
  } catch (error) {
    if (error instanceof NetworkTrouble) return [];
    throw error;
  }
}
