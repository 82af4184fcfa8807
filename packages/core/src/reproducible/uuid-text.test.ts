import { expect, test } from 'vitest';
import { usualUuid } from './uuid-text.ts';

const usual = '8A7A84A0-8387-40f6-AB41-A8B9A5A60D23';

test.each([
  [usual, usual],
  [`{${usual}}`, usual],
  [`urn:uuid:${usual}`, usual],
  [`URN:UUID:${usual}`, usual],
  ['8A7A84A0838740f6AB41A8B9A5A60D23', usual],
  [`(${usual})`, undefined],
  [` ${usual}`, undefined],
  [`${usual}\n`, undefined],
  [usual.slice(1), undefined],
  [`{${usual}`, undefined],
  ['{8A7A84A0838740F6AB41A8B9A5A60D23}', undefined],
  ['7B77-95E7', undefined],
  ['', undefined],
])('the UUID in %j is %s', (text, uuid) => {
  expect(usualUuid(text)).toBe(uuid);
});
