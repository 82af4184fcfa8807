import { Fault, nearest, unreachable } from '@bootwright/core';
import { knownForeignForm, nameBehindStore } from './foreign-reference.ts';

/** Where an image is, as users write it. */
export type ImageReference =
  /** A directory with the container's root. */
  | { readonly transport: 'dir'; readonly path: string }
  /** An OCI image layout in a directory. */
  | { readonly transport: 'oci'; readonly path: string; readonly tag?: string }
  /** An OCI image layout in a tar file; the path `-` is standard input, as for `docker-archive`. */
  | { readonly transport: 'oci-archive'; readonly path: string; readonly tag?: string }
  /** An archive of `docker save` or `podman save`. The tag is all that follows the path's colon, such as `app:1`. */
  | { readonly transport: 'docker-archive'; readonly path: string; readonly tag?: string }
  | { readonly transport: 'containers-storage'; readonly name: string }
  | { readonly transport: 'docker-daemon'; readonly name: string }
  /** An image in a registry; the name is without `docker://`. */
  | { readonly transport: 'docker'; readonly name: string }
  /** A bare name: podman's storage, then Docker's engine. */
  | { readonly transport: 'name'; readonly name: string };

/** The form of each transport (containers-transports(5), and `dir:` for an unpacked root). */
const forms = {
  dir: 'dir:PATH',
  oci: 'oci:PATH[:TAG]',
  'oci-archive': 'oci-archive:FILE[:TAG]',
  'docker-archive': 'docker-archive:FILE[:NAME]',
  'containers-storage': 'containers-storage:NAME',
  'docker-daemon': 'docker-daemon:NAME',
  docker: 'docker://REGISTRY/NAME',
} as const;

type Transport = keyof typeof forms;
const transports = Object.keys(forms);
const isTransport = (word: string): word is Transport => Object.hasOwn(forms, word);

/**
 * The image that `text` names. A path ends at its first colon (containers-transports(5)), except for `dir:`, where nothing
 * follows it. Text without a known transport is a bare name. Faults: `reference/transport` for an unknown or misspelt
 * transport and for references as bootc prints them, `reference/path` and `reference/name` for what follows it,
 * `reference/store` for a store in brackets, `reference/credentials` for a password.
 */
export function parseImageReference(text: string): ImageReference {
  const finished = knownForeignForm(text);
  if (finished !== undefined) {
    throw new Fault(
      'reference/transport',
      `${JSON.stringify(withoutCredentials(text))} is not a reference that can be read`,
      {
        hint: `write ${withoutCredentials(finished)}`,
      },
    );
  }
  const colon = text.indexOf(':');
  const word = colon < 0 ? '' : text.slice(0, colon);
  const rest = text.slice(colon + 1);
  // "docker:27" is an image of that name, as its own programs read it.
  if (!isTransport(word) || (word === 'docker' && tagPattern.test(rest)))
    return { transport: 'name', name: bareName(text) };
  switch (word) {
    case 'dir':
      return { transport: word, path: soundPath(rest, word) };
    case 'oci':
    case 'oci-archive':
    case 'docker-archive':
      return { transport: word, ...pathAndTag(rest, word) };
    case 'containers-storage':
      return { transport: word, name: soundName(withoutStore(rest), text) };
    case 'docker-daemon':
      return { transport: word, name: soundName(rest, text) };
    case 'docker':
      if (rest.startsWith('//')) return { transport: word, name: soundName(rest.slice(2), text) };
      throw unknownTransport(text, `an image in a registry is written docker://${withoutCredentials(rest)}`);
    default:
      return unreachable(word);
  }
}

/** The text that `parseImageReference` reads as this reference. */
export function renderImageReference(reference: ImageReference): string {
  switch (reference.transport) {
    case 'dir':
      return `dir:${reference.path}`;
    case 'oci':
    case 'oci-archive':
    case 'docker-archive':
      return `${reference.transport}:${reference.path}${reference.tag === undefined ? '' : `:${reference.tag}`}`;
    case 'containers-storage':
    case 'docker-daemon':
      return `${reference.transport}:${reference.name}`;
    case 'docker':
      return `docker://${reference.name}`;
    case 'name':
      return reference.name;
    default:
      return unreachable(reference);
  }
}

const tagPattern = /^\w[\w.-]{0,127}$/;
/** Without spaces and control characters; no program may take a name as an option. */
const namePattern = /^[^\s\p{Cc}-][^\s\p{Cc}]*$/u;
const longestName = 4096;

function pathAndTag(rest: string, transport: Transport): { readonly path: string; readonly tag?: string } {
  const colon = rest.indexOf(':');
  if (colon < 0) return { path: soundPath(rest, transport) };
  const tag = rest.slice(colon + 1);
  if (!namePattern.test(tag)) {
    throw new Fault('reference/name', `${JSON.stringify(tag)} is not a tag of an image`, {
      hint: `write ${forms[transport]}; rename the file if its path contains a colon`,
    });
  }
  return { path: soundPath(rest.slice(0, colon), transport), tag };
}

function soundPath(path: string, transport: Transport): string {
  if (path !== '' && !path.includes('\0')) return path;
  throw new Fault('reference/path', `${transport}: names no path`, { hint: `write ${forms[transport]}` });
}

/**
 * Whether a text without a transport is the path of a file or directory: it begins with `/`, `./`, `../` or `~`, or ends
 * as archives do. An image whose name ends so is read with its transport alone.
 */
export function isWrittenAsPath(text: string): boolean {
  return /^(?:\.{0,2}\/|~|\.{1,2}$)/.test(text) || (archiveEnding.test(text) && !/^[\w-]+:(?!\d+\/)/.test(text));
}

/** Endings of archive names, with or without the tag of an image in it. */
const archiveEnding = /\.(?:tar(?:\.\w+)?|tgz|tbz2|txz|tzst|ociarchive|oci-archive)(?::\w[\w.-]*)?$/i;

function bareName(text: string): string {
  const colon = text.indexOf(':');
  const [word, rest] = colon < 0 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
  if (isWrittenAsPath(text)) {
    throw unknownTransport(text, 'a path needs its transport before it, such as dir: for a directory');
  }
  // A colon in a name precedes a port or a tag; anything else was meant as a transport.
  const isName = colon < 0 || word.includes('/') || tagPattern.test(rest) || /^\d{1,5}\/|^\w[\w.-]*@sha\d+:/.test(rest);
  const meant = colon < 0 || word.includes('/') ? undefined : nearest(word, transports);
  if (!isName || (meant !== undefined && archiveEnding.test(rest))) throw unknownTransport(text, suggestion(meant));
  return soundName(text, text);
}

function suggestion(meant: string | undefined): string {
  return meant !== undefined && isTransport(meant) ? `did you mean ${forms[meant]}?` : 'a bare name has none';
}

function unknownTransport(text: string, why: string): Fault {
  const shown = JSON.stringify(withoutCredentials(text));
  return new Fault('reference/transport', `${shown} has no known transport: ${why}`, {
    hint: `write one of ${Object.values(forms).join(', ')}, or the bare name of an image`,
  });
}

/** Rejects a store: podman's configuration names the store. */
function withoutStore(name: string): string {
  const behind = nameBehindStore(name);
  if (behind === undefined) return name;
  throw new Fault('reference/store', 'a store in brackets is not supported', {
    hint: `write containers-storage:${withoutCredentials(behind)}, and name the store in a storage.conf file that CONTAINERS_STORAGE_CONF points to`,
  });
}

function soundName(name: string, text: string): string {
  if (/^[^/]*@[^/]*\//.test(name)) {
    throw new Fault(
      'reference/credentials',
      'the name of an image contains a user or password, which is not supported',
      {
        hint: 'remove it and log in with "podman login", or name the login file in REGISTRY_AUTH_FILE',
      },
    );
  }
  if (/@/.test(name) && !/@(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/.test(name)) {
    throw new Fault('reference/name', `what follows "@" in ${JSON.stringify(text.slice(0, 200))} is not a digest`, {
      hint: 'a digest is sha256: and 64 hexadecimal digits, in lower case',
    });
  }
  if (name.length <= longestName && namePattern.test(name)) return name;
  throw new Fault('reference/name', `${JSON.stringify(text.slice(0, 200))} names no image`, {
    hint: 'write the name of an image, such as registry.example.com/me/os:1',
  });
}

/** Messages never show what precedes the "@" of a host. */
function withoutCredentials(text: string): string {
  return text.slice(0, 200).replace(/[^/\s]*@(?=[^/]*\/)/, '…@');
}
