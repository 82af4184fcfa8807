import { Fault, type Location } from '@bootwright/core';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { UserCustomization } from '../format/account-customization.ts';
import { sha512Crypt } from './sha512-crypt.ts';

/** Prefixes by which the reference takes a password for a hash (`pkg/crypt`): bcrypt, SHA-512, SHA-256. */
const hashed = /^\$(2b|6|5)\$/;

/** Whether the reference writes the password as it is. */
export function isHashed(password: string): boolean {
  return hashed.test(password);
}

const saltAlphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Each takes 20 to 80 milliseconds to hash: a blueprint of 1 MiB has room for 20,000. */
const mostPlain = 32;

/** Whether the users have more plain passwords than are hashed. */
export const hasTooManyPasswords = (users: readonly UserCustomization[]): boolean => plainPasswords(users) > mostPlain;

const plainPasswords = (users: readonly UserCustomization[]): number =>
  users.filter(({ password = '' }) => password !== '' && !isHashed(password)).length;

/**
 * The users as `hashedPassword` gives each. Faults: `blueprint/too-many-passwords` for more than 32 plain ones; `at` is
 * where the users are.
 */
export function hashedPasswords(
  users: readonly UserCustomization[],
  seed: bigint,
  at: Location,
): readonly UserCustomization[] {
  if (hasTooManyPasswords(users)) {
    const message = `expected at most ${mostPlain} plain passwords, got ${plainPasswords(users)}`;
    const hint = 'give hashes, such as "mkpasswd -m sha512crypt" prints them';
    throw new Fault('blueprint/too-many-passwords', message, { at, hint });
  }
  return users.map((user) => hashedPassword(user, seed));
}

/**
 * The user with a password that osbuild takes: a plain one is hashed (SHA-512 crypt), an empty one left out, so that the
 * account is locked. The salt comes from seed and user, so that the same seed gives the same bytes and two users with
 * one password differ; it is not drawn from the stream of UUIDs, which a password must not shift.
 */
export function hashedPassword(user: UserCustomization, seed: bigint): UserCustomization {
  const { password } = user;
  if (password === undefined || isHashed(password)) return user;
  if (password === '') {
    const { password: _, ...locked } = user;
    return locked;
  }
  return { ...user, password: knownHash(password, salt(user.name, seed)) };
}

/** Hashes of the passwords of one blueprint, which is planned once for each image type. */
const knownHashes = new Map<string, string>();

function knownHash(password: string, saltText: string): string {
  const key = `${saltText}${password}`;
  const hash = knownHashes.get(key) ?? sha512Crypt(password, saltText);
  if (knownHashes.size >= mostPlain && !knownHashes.has(key)) knownHashes.clear();
  knownHashes.set(key, hash);
  return hash;
}

function salt(name: string, seed: bigint): string {
  const digest = sha256(utf8ToBytes(`bootwright password salt\0${seed}\0${name}`));
  return Array.from(digest.subarray(0, 16), (byte) => saltAlphabet.charAt(byte % 64)).join('');
}
