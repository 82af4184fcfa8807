import { Fault, isObject, listOf, objectOf, parsedJson, textOf } from '@bootwright/core';
import type { PackageRepository, ResolvedPackage, ResolvedPackages } from '@bootwright/osbuild';

/** Fedora has some 70,000 packages. */
const mostPackages = 200_000;
const mostKeyCharacters = 1024 * 1024;

/**
 * The answer of osbuild-depsolve-dnf, of version 1 or 2 of its API (osbuild, osbuild/solver/api). It comes from a program
 * that reads a container and repositories: names, paths, checksums and addresses are checked. Fault: `depsolve/answer`.
 */
export function parseDepsolveAnswer(text: string): ResolvedPackages {
  const answer = parsedJson(text);
  if (!isObject(answer)) throw answerFault('it is not a JSON object');
  const repositories = new Map(Object.entries(objectOf(answer.repos)).map(([id, repo]) => [id, repository(id, repo)]));
  // A single transaction was asked for; version 2 has a list of them.
  const listed = Array.isArray(answer.transactions) ? answer.transactions.flatMap(listOf) : listOf(answer.packages);
  if (listed.length === 0) throw answerFault('it has no packages');
  if (listed.length > mostPackages) throw answerFault(`it has more than ${mostPackages} packages`);
  const packages = listed.map((value) => {
    const found = chosenPackage(value);
    const from = repositories.get(found.repository);
    if (from === undefined)
      throw answerFault(`the package ${found.name} is of the unknown repository ${found.repository}`);
    return { ...found, isChecked: from.isChecked };
  });
  return { packages, repositories: [...repositories.values()].map(({ isChecked: _, ...rest }) => rest) };
}

const word = /^[\w.+~^:%@-]{1,255}$/;

function chosenPackage(value: unknown): Omit<ResolvedPackage, 'isChecked'> {
  const given = objectOf(value);
  const field = (key: string): string => {
    const found = textOf(given[key]);
    if (found === undefined || !word.test(found))
      throw answerFault(`a package has no valid ${key}: ${shown(given[key])}`);
    return found;
  };
  const { epoch } = given;
  const path = textOf(given.location) ?? textOf(given.path) ?? '';
  if (typeof epoch !== 'number' || !Number.isSafeInteger(epoch) || epoch < 0) {
    throw answerFault(`a package has no valid epoch: ${shown(epoch)}`);
  }
  if (!isRelativePath(path)) throw answerFault(`a package has no valid location: ${shown(path)}`);
  return {
    name: field('name'),
    epoch,
    version: field('version'),
    release: field('release'),
    architecture: field('arch'),
    checksum: checksum(given.checksum),
    path,
    repository: textOf(given.repo_id) ?? '',
  };
}

/** Visible ASCII without steps out of the repository. */
function isRelativePath(path: string): boolean {
  return /^[!-~]{1,1024}$/.test(path) && !path.startsWith('/') && !path.split('/').includes('..');
}

const digits = new Map([
  ['sha1', 40],
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
]);

function checksum(value: unknown): string {
  const { algorithm, value: sum } = objectOf(value);
  const text = textOf(value) ?? `${textOf(algorithm)}:${textOf(sum)}`;
  const [, kind = '', hex = ''] = /^(sha\d+):([0-9a-f]+)$/.exec(text) ?? [];
  if (hex.length === 0 || digits.get(kind) !== hex.length)
    throw answerFault(`a package has no valid checksum: ${shown(text)}`);
  return text;
}

function repository(id: string, value: unknown): PackageRepository & { readonly isChecked: boolean } {
  const given = objectOf(value);
  if (!/^[!-~]{1,255}$/.test(id)) throw answerFault(`a repository has no valid id: ${shown(id)}`);
  const kinds = ['metalink', 'mirrorlist', 'baseurl'] as const;
  const type = kinds.find((kind) => firstText(given[kind]) !== undefined);
  const url = type === undefined ? '' : (firstText(given[type]) ?? '');
  if (type === undefined || !/^(?:https?|file):\/\/[!-~]{1,2048}$/.test(url)) {
    throw answerFault(`the repository ${id} has no valid address: ${shown(url)}`);
  }
  if (/^\w+:\/\/[^/]*@/.test(url)) throw answerFault(`the address of the repository ${id} contains a login`);
  const keys = listOf(given.gpgkey ?? given.gpgkeys).flatMap((key) => textOf(key) ?? []);
  if (keys.reduce((sum, key) => sum + key.length, 0) > mostKeyCharacters) {
    throw answerFault(`the keys of the repository ${id} are longer than ${mostKeyCharacters} characters`);
  }
  const hasKey = (textOf(given.sslclientkey) ?? '') !== '';
  const secrets = given.rhsm === true ? 'org.osbuild.rhsm' : hasKey ? 'org.osbuild.mtls' : undefined;
  return {
    id,
    url,
    type,
    keys,
    isInsecure: given.sslverify === false,
    ...(secrets === undefined ? {} : { secrets }),
    isChecked: given.gpgcheck === true,
  };
}

/** The text, or the first of a list; absent for an empty one. */
function firstText(value: unknown): string | undefined {
  const found = textOf(Array.isArray(value) ? value[0] : value);
  return found === '' ? undefined : found;
}

function shown(value: unknown): string {
  return JSON.stringify(value ?? null).slice(0, 100);
}

function answerFault(why: string): Fault {
  return new Fault('depsolve/answer', `the answer of the depsolver cannot be used: ${why}`, {
    hint: 'check the repositories in etc/yum.repos.d of the container, and the version of osbuild-depsolve-dnf',
  });
}
