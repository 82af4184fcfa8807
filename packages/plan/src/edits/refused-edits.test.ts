import { expect, test } from 'vitest';
import { sampleRequest, sealedContainer } from '../../../build-request/testing/sample-request.ts';
import { noticePlaces } from '../../testing/notice-places.ts';

test('accounts that a sealed image does not get have one notice only', () => {
  const customizations = { user: [{ name: 'alice', password: '!', key: 'x' }] };
  const request = sampleRequest(customizations, { container: sealedContainer });
  expect(noticePlaces(request)).toEqual(['sealed/deployment-edit user[0]']);
});
