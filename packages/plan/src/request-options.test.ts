import { imageTypes } from '@bootwright/image-types';
import { expect, test } from 'vitest';
import { sampleContainer, sampleRequest } from '../../build-request/testing/sample-request.ts';
import { noticePlaces } from '../testing/notice-places.ts';

const os = {
  ...sampleContainer.os,
  release: { id: 'fedora', versionId: '43', name: 'Fedora' },
  initrdModules: ['ostree', 'dmsquash-live', 'livenet'],
};
const options = {
  remoteSource: false,
  omitDefaultKernelArguments: false,
  installerPayload: 'registry.example.com/a:1',
};

test('the payload of a request is noted on each type that carries none', () => {
  const noted = imageTypes.filter(({ name }) =>
    noticePlaces(sampleRequest({}, { imageType: name, options, container: { ...sampleContainer, os } })).includes(
      'request/no-effect bootc.installer_payload_ref',
    ),
  );
  const silent = imageTypes.filter((type) => !noted.includes(type)).map(({ name }) => name);
  expect(silent).toEqual(['bootc-installer', 'bootc-generic-iso']);
});
