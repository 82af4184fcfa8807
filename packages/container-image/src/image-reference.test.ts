import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../../core/testing/outcome.ts';
import type { ImageReference } from './image-reference.ts';
import { parseImageReference, renderImageReference } from './image-reference.ts';

function faultOf(text: string): unknown {
  try {
    return parseImageReference(text);
  } catch (error) {
    return error;
  }
}

const digest = `sha256:${'a'.repeat(64)}`;

describe('references as people write them', () => {
  const table: readonly (readonly [string, ImageReference])[] = [
    ['dir:/mnt/root', { transport: 'dir', path: '/mnt/root' }],
    ['dir:C:odd', { transport: 'dir', path: 'C:odd' }],
    ['oci:layout', { transport: 'oci', path: 'layout' }],
    ['oci:/srv/layout:10', { transport: 'oci', path: '/srv/layout', tag: '10' }],
    ['oci:a:registry.example.com/b/c:1', { transport: 'oci', path: 'a', tag: 'registry.example.com/b/c:1' }],
    ['oci-archive:image.tar', { transport: 'oci-archive', path: 'image.tar' }],
    ['oci-archive:-', { transport: 'oci-archive', path: '-' }],
    ['docker-archive:-:app:1', { transport: 'docker-archive', path: '-', tag: 'app:1' }],
    ['docker-archive:a.tar', { transport: 'docker-archive', path: 'a.tar' }],
    ['containers-storage:localhost/app', { transport: 'containers-storage', name: 'localhost/app' }],
    ['docker-daemon:app:1', { transport: 'docker-daemon', name: 'app:1' }],
    ['docker://registry.example.com/a/b:1', { transport: 'docker', name: 'registry.example.com/a/b:1' }],
    ['docker://localhost:5000/a', { transport: 'docker', name: 'localhost:5000/a' }],
    [`docker://a@${digest}`, { transport: 'docker', name: `a@${digest}` }],
    ['registry.example.com/me/os:1', { transport: 'name', name: 'registry.example.com/me/os:1' }],
    ['localhost:5000/a/b', { transport: 'name', name: 'localhost:5000/a/b' }],
    ['debian', { transport: 'name', name: 'debian' }],
    ['docker:27', { transport: 'name', name: 'docker:27' }],
    [`debian@${digest}`, { transport: 'name', name: `debian@${digest}` }],
  ];
  test.each(table)('%s', (text, reference) => {
    expect(parseImageReference(text)).toEqual(reference);
    expect(renderImageReference(reference)).toBe(text);
  });
});

describe('rejected', () => {
  test.each([
    ['a misspelt transport', 'oci-archve:image.tar', 'reference/transport', 'did you mean oci-archive:FILE[:TAG]?'],
    ['a misspelt transport of a path', 'ocl:/srv/layout', 'reference/transport', 'did you mean oci:PATH[:TAG]?'],
    ['an unknown transport', 'ftp:///x', 'reference/transport', 'a bare name has none'],
    [
      'docker without its slashes',
      'docker:registry.example.com/a/b',
      'reference/transport',
      'is written docker://registry.example.com/a/b',
    ],
    ['a path alone', './layout', 'reference/transport', 'such as dir: for a directory'],
    ['an absolute path alone', '/srv/layout', 'reference/transport', 'such as dir: for a directory'],
    ['an archive alone', 'os.tar', 'reference/transport', 'such as dir: for a directory'],
    ['an archive alone with a tag', 'out/os.ociarchive:1', 'reference/transport', 'such as dir: for a directory'],
    ['no path', 'oci:', 'reference/path', 'oci: names no path'],
    ['only a tag', 'oci-archive::1', 'reference/path', 'oci-archive: names no path'],
    ['an empty tag', 'oci:a:', 'reference/name', '"" is not a tag'],
    ['nothing', '', 'reference/name', '"" names no image'],
    ['an option in the place of a name', '--rm', 'reference/name', '"--rm" names no image'],
    ['an option after a transport', 'containers-storage:--rm', 'reference/name', 'names no image'],
    ['a name with a space', 'a b', 'reference/name', '"a b" names no image'],
    ['a NUL in a path', 'dir:a\0b', 'reference/path', 'dir: names no path'],
  ])('%s', (_, text, fault, message) => {
    expect(outcomeOf(() => parseImageReference(text))).toEqual({ fault, message: expect.stringContaining(message) });
  });

  test.each([
    ['registry:registry.example.com/me/os:1', 'docker://registry.example.com/me/os:1'],
    ['ostree-unverified-registry:registry.example.com/me/os:1', 'docker://registry.example.com/me/os:1'],
    ['ostree-remote-registry:fedora:registry.example.com/me/os:1', 'docker://registry.example.com/me/os:1'],
    ['ostree-remote-image:fedora:docker://registry.example.com/me/os:1', 'docker://registry.example.com/me/os:1'],
    ['ostree-image-signed:docker://registry.example.com/me/os:1', 'docker://registry.example.com/me/os:1'],
    ['ostree-image-signed:registry:registry.example.com/me/os:1', 'docker://registry.example.com/me/os:1'],
    ['ostree-unverified-image:oci:/srv/layout:1', 'oci:/srv/layout:1'],
    ['ostree-unverified-image:containers-storage:localhost/os', 'containers-storage:localhost/os'],
    ['https://registry.example.com/me/os:1', 'docker://registry.example.com/me/os:1'],
  ])('%s, with the form that is read', (text, finished) => {
    expect(faultOf(text)).toMatchObject({ code: 'reference/transport', hint: `write ${finished}` });
    expect(outcomeOf(() => parseImageReference(finished))).toHaveProperty('value');
  });

  test('a store in brackets, with the name that is read', () => {
    expect(
      faultOf('containers-storage:[overlay@/srv/store+/run/store:overlay.mountopt=nodev]localhost/os:1'),
    ).toMatchObject({
      code: 'reference/store',
      hint: 'write containers-storage:localhost/os:1, and name the store in a storage.conf file that CONTAINERS_STORAGE_CONF points to',
    });
  });

  test('a password in the name, with where it belongs', () => {
    expect(faultOf('docker://me:secret@registry.example.com/a')).toMatchObject({
      code: 'reference/credentials',
      message: 'the name of an image contains a user or password, which is not supported',
      hint: expect.stringMatching(/^remove it and log in with "podman login"/),
    });
  });

  test.each([
    'https://me:secret@registry.example.com/a',
    'ostree-image-signed:docker://me:secret@registry.example.com/a',
    'containers-storage:[overlay@/a]me:secret@registry.example.com/a',
    'docker://me:secret@registry.example.com/a',
    'docker:me:secret@registry.example.com/a',
    'me:secret@registry.example.com/a',
    'dokcer://me:secret@registry.example.com/a',
  ])('%s, without showing the password', (text) => {
    const answer = outcomeOf(() => parseImageReference(text));
    expect(answer).toHaveProperty('fault');
    expect(JSON.stringify(answer)).not.toContain('secret');
  });
});

test('any text is a reference that is written as it was read, or a fault', () => {
  const words = fc.constantFrom(
    'oci',
    'dir',
    ':',
    '/',
    '//',
    'docker',
    '-archive',
    '@',
    'a',
    '.tar',
    '-',
    'sha256',
    ' ',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(words, fc.string())), (parts) => {
      const read = outcomeOf(() => parseImageReference(parts.join('')));
      if ('value' in read) expect(renderImageReference(read.value)).toBe(parts.join(''));
    }),
  );
});
