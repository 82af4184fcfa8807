import { expect, test } from 'vitest';
import { sampleContainer, sampleRequest } from '../../../build-request/testing/sample-request.ts';
import { planImage } from '../plan-image.ts';

function notes(imgref: string, remoteSource: boolean, builder?: string): readonly string[] {
  const request = sampleRequest({}, { container: { ...sampleContainer, imgref }, profile: 'reference' });
  const buildContainer = builder === undefined ? {} : { buildContainer: { ...sampleContainer, imgref: builder } };
  const { notices } = planImage({ ...request, ...buildContainer, options: { ...request.options, remoteSource } });
  return notices.filter(({ code }) => code.startsWith('container/')).map(({ code, message }) => `${code}: ${message}`);
}

const short = (name: string) =>
  `container/short-name: ${name} names no registry, and osbuild fetches it from docker.io`;
const local = (name: string) =>
  `container/local-name: ${name} is how podman calls an image of local storage, and osbuild fetches it from a registry at localhost`;

test.each([
  ['registry.example.com/os:1', []],
  ['localhost:5000/os:1', []],
  ['REGISTRY/os', []],
  ['localhost/os:1', [local('localhost/os:1')]],
  ['os:1', [short('os:1')]],
  ['me/os', [short('me/os')]],
])('the source %j of osbuild gets a notice where it leads elsewhere', (imgref, expected) => {
  expect(notes(imgref, true)).toEqual(expected);
  expect(notes(imgref, false)).toEqual([]);
});

test('the build container has a notice of its own', () => {
  expect(notes('os:1', true, 'localhost/build')).toEqual([short('os:1'), local('localhost/build')]);
  expect(notes('os:1', true, 'os:1')).toEqual([short('os:1')]);
});
