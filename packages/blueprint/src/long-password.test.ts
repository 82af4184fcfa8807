import { describe, expect, test } from 'vitest';
import { validateBlueprint } from './parse-blueprint.ts';

const withPassword = (password: string) => `[[customizations.user]]\nname = "alice"\npassword = "${password}"\n`;
const faultsOf = (text: string) =>
  validateBlueprint(text, { document: 'config.toml', format: 'toml' }).map(({ code, message, at }) => ({
    code,
    message,
    at,
  }));

describe('a password that crypt(3) would not take', () => {
  test.each<[string, string, number]>([
    ['512 letters', 'a'.repeat(512), 512],
    ['256 letters of two bytes', 'я'.repeat(256), 512],
    ['a mebibyte, which would take minutes to hash', 'a'.repeat(1024 * 1024), 1024 * 1024],
  ])('%s is a fault at its place', (_, password, bytes) => {
    expect(faultsOf(withPassword(password))).toEqual([
      {
        code: 'blueprint/too-long',
        message: `password must have at most 511 bytes, not ${bytes}`,
        at: expect.objectContaining({ document: 'config.toml', line: 3 }),
      },
    ]);
  });

  test.each([['a'.repeat(511)], ['я'.repeat(255)]])('accepts the longest password', (password) => {
    expect(faultsOf(withPassword(password))).toEqual([]);
  });
});
