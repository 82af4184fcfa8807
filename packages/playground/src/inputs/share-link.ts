import { checkedInput, encodeInput, type PlaygroundInput } from './playground-input.ts';

/** The form of the fragment: `#1.` and the input as JSON, deflated (RFC 1951), in base64url. */
const version = '1';
/** Characters of a fragment, and bytes that it may unpack to: what pages of this version write is shorter. */
const longestFragment = 400_000;
const mostBytes = 1_500_000;

export type SharedInput =
  | { readonly kind: 'none' }
  | { readonly kind: 'input'; readonly input: PlaygroundInput }
  | { readonly kind: 'rejected'; readonly why: string };

/** The fragment of a link to a page with this input, without `#`; absent where it would be too long for browsers. */
export async function encodeShareLink(input: PlaygroundInput): Promise<string | undefined> {
  const json = new TextEncoder().encode(JSON.stringify(encodeInput(input)));
  const packed = await collected(piped(json, new CompressionStream('deflate-raw')), mostBytes);
  const fragment = `${version}.${base64Url(packed ?? new Uint8Array())}`;
  return packed === undefined || fragment.length > longestFragment ? undefined : fragment;
}

/** What a fragment says. Anybody can write one: its length, and what it unpacks to, are bounded. */
export async function decodeShareLink(fragment: string): Promise<SharedInput> {
  const text = fragment.startsWith('#') ? fragment.slice(1) : fragment;
  const form = /^(\d{1,4})\./.exec(text);
  if (form === null) return { kind: 'none' };
  if (form[1] !== version) return rejected(`its version ${form[1]} is not known to this page`);
  if (text.length > longestFragment) return rejected('it is too long');
  const packed = bytesOf(text.slice(form[0].length));
  if (packed === undefined) return rejected('it is damaged');
  try {
    const bytes = await collected(piped(packed, new DecompressionStream('deflate-raw')), mostBytes);
    if (bytes === undefined) return rejected('it unpacks to too much');
    const input = checkedInput(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
    return typeof input === 'string' ? rejected(input) : { kind: 'input', input };
  } catch {
    return rejected('it is damaged');
  }
}

const rejected = (why: string): SharedInput => ({ kind: 'rejected', why: `the link cannot be read: ${why}` });

function piped(bytes: Uint8Array<ArrayBuffer>, through: ReadableWritablePair<Uint8Array<ArrayBuffer>, BufferSource>) {
  return new Blob([bytes]).stream().pipeThrough(through);
}

/** All bytes of a stream; absent where there are more than `most`, of which no more are read. */
async function collected(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  most: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    length += read.value.length;
    if (length > most) {
      await reader.cancel();
      return undefined;
    }
    pieces.push(read.value);
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

function base64Url(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[\w-]*$/.test(text)) return undefined;
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
      character.charCodeAt(0),
    );
  } catch {
    return undefined;
  }
}
