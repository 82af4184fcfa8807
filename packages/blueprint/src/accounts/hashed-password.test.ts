import { Fault } from '@bootwright/core';
import { describe, expect, test } from 'vitest';
import type { UserCustomization } from '../format/account-customization.ts';
import { hashedPasswords } from './hashed-password.ts';

const at = { document: 'config.toml', path: ['customizations', 'user'] };
const users = (count: number, password?: string): readonly UserCustomization[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `u${index}`,
    ...(password === undefined ? {} : { password }),
  }));

function faultOf(given: readonly UserCustomization[]): unknown {
  try {
    return hashedPasswords(given, 1n, at).length;
  } catch (error) {
    if (error instanceof Fault) return { code: error.code, message: error.message, at: error.at };
    throw error;
  }
}

describe('a blueprint with many users', () => {
  test('of more plain passwords than are hashed is a fault before one is', () => {
    const fault = { code: 'blueprint/too-many-passwords', message: 'expected at most 32 plain passwords, got 33', at };
    expect(faultOf(users(33, 'secret'))).toEqual(fault);
  });

  test.each([
    ['as many as are hashed', users(32, 'x')],
    ['hashed ones', users(2000, '$6$salt$hash')],
    ['empty ones', users(2000, '')],
    ['no password', users(2000)],
  ])('of %s is planned', (_, given) => {
    expect(faultOf(given)).toBe(given.length);
  });

  test('of one password differ by their salts, and the same seed gives the same', () => {
    const [one, two] = hashedPasswords(users(2, 'secret'), 1n, at);
    const [again] = hashedPasswords(users(2, 'secret'), 1n, at);
    const [other] = hashedPasswords(users(2, 'secret'), 2n, at);
    expect(new Set([one, two, again, other].map((user) => user?.password)).size).toBe(3);
    expect(again).toEqual(one);
  });
});
