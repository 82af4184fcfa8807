import { Fault } from '@bootwright/core';
import type { HttpAnswer, HttpClient, HttpQuestion } from './http-client.ts';
import { NetworkTrouble, troubleFault } from './network-trouble.ts';
import { isLinkLocalHost, isPrivateAddress, isPrivateHost } from './private-address.ts';
import type { Retries } from './retries.ts';

export interface FollowedQuestion extends HttpQuestion {
  /** Sent to the origin of `url` alone: where a redirect leads away from it, it stays behind for good. */
  readonly secretHeaders?: Readonly<Record<string, string>>;
  /** Whether anything may go over plain HTTP. */
  readonly allowPlain: boolean;
}

export interface FollowedAnswer {
  readonly answer: HttpAnswer;
  /** Whether it is the asked origin that answered, no other to which it redirected. */
  readonly own: boolean;
}

const redirects = new Set([301, 302, 303, 307, 308]);
const mostRedirects = 10;

/**
 * Asks, and follows redirects. A form is never sent on, and none leads to this machine or a private network but from there,
 * and none to a link-local address.
 * Faults: `registry/redirect`.
 */
export async function askFollowing(
  client: Pick<HttpClient, 'ask'>,
  question: FollowedQuestion,
): Promise<FollowedAnswer> {
  const { secretHeaders, allowPlain, ...plain } = question;
  let { url } = question;
  let own = true;
  let isPublic = !isPrivateHost(url.hostname);
  for (let hops = 0; hops <= mostRedirects; hops++) {
    const headers = own ? { ...plain.headers, ...secretHeaders } : { ...plain.headers };
    const isElsewhere = url.hostname !== question.url.hostname;
    const answer = await client.ask({
      ...plain,
      url,
      headers,
      ...(isElsewhere ? (isPublic ? { publicOnly: true } : { beyondLink: true }) : {}),
    });
    if (!isElsewhere && answer.address !== undefined) isPublic &&= !isPrivateAddress(answer.address);
    if (!redirects.has(answer.status)) return { answer, own };
    answer.drop();
    const next = redirectTarget(answer.headers.location, url);
    if (plain.form !== undefined) throw redirectFault(url, 'a question that holds a login must not be sent on');
    if (next.protocol === 'http:' && !allowPlain) throw redirectFault(url, 'the way leads over plain HTTP');
    if (isPublic && next.hostname !== question.url.hostname && isPrivateHost(next.hostname))
      throw redirectFault(url, 'the way leads to a private network');
    if (next.hostname !== question.url.hostname && isLinkLocalHost(next.hostname))
      throw redirectFault(url, 'the way leads to a link-local address');
    own &&= next.origin === question.url.origin;
    url = next;
  }
  throw redirectFault(question.url, `more than ${mostRedirects} redirects`);
}

function redirectTarget(location: string | undefined, from: URL): URL {
  if (location === undefined) throw redirectFault(from, 'it does not say where to');
  let target: URL;
  try {
    target = new URL(location, from);
  } catch {
    throw redirectFault(from, 'where to is no URL');
  }
  if (target.protocol === 'http:' || target.protocol === 'https:') return target;
  throw redirectFault(from, `${target.protocol} is no way to a registry`);
}

/** Redirects' URLs often hold signatures, and are not shown. */
function redirectFault(from: URL, why: string): Fault {
  return new Fault('registry/redirect', `${from.host} redirects, and it cannot be followed: ${why}`, {
    hint: 'ask whoever runs the registry; over plain HTTP, --tls-verify=false goes along',
  });
}

/**
 * The answer to `ask`, which is called again after a pause where the connection broke or the server wants more time
 * (408, 429, 5xx). The last answer, whatever it is, where the retries are used up. Faults: those of `troubleFault`.
 */
export async function askPatiently<T extends FollowedAnswer>(ask: () => Promise<T>, retries: Retries): Promise<T> {
  for (;;) {
    try {
      const followed = await ask();
      const { status, headers, drop } = followed.answer;
      if (!isPassing(status) || !(await retries.pause(headers['retry-after']))) return followed;
      drop();
    } catch (error) {
      if (!(error instanceof NetworkTrouble)) throw error;
      if (error.kind !== 'broken' || !(await retries.pause())) throw troubleFault(error);
    }
  }
}

function isPassing(status: number): boolean {
  return status === 408 || status === 429 || (status >= 500 && status !== 501 && status !== 505);
}
