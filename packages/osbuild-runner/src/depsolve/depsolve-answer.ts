import { defined, Fault, isObject, listOf, objectOf, parsedJson, textOf } from '@bootwright/core';
import {
  type PackageRepository,
  packagesProblem,
  type ResolvedPackage,
  type ResolvedPackages,
} from '@bootwright/osbuild';

/**
 * The answer of osbuild-depsolve-dnf, of version 1 or 2 of its API (osbuild, osbuild/solver/api). It comes from a program
 * that reads a container and repositories, and is checked. Fault: `depsolve/answer`.
 */
export function parseDepsolveAnswer(text: string): ResolvedPackages {
  const answer = parsedJson(text);
  if (!isObject(answer)) throw answerFault('it is not a JSON object');
  const given = Object.entries(objectOf(answer.repos));
  const checked = new Set(given.flatMap(([id, repo]) => (objectOf(repo).gpgcheck === true ? [id] : [])));
  // A single transaction was asked for; version 2 has a list of them.
  const listed = Array.isArray(answer.transactions) ? answer.transactions.flatMap(listOf) : listOf(answer.packages);
  const resolved = {
    packages: listed.map((value) => chosenPackage(objectOf(value), checked)),
    repositories: given.map(([id, repo]) => repository(id, objectOf(repo))),
  };
  const problem = packagesProblem(resolved);
  if (problem !== undefined) throw answerFault(problem);
  return resolved;
}

type Given = Readonly<Record<string, unknown>>;

function chosenPackage(given: Given, checked: ReadonlySet<string>): ResolvedPackage {
  const text = (key: string): string => textOf(given[key]) ?? '';
  const { algorithm, value: sum } = objectOf(given.checksum);
  const repository = text('repo_id');
  return {
    name: text('name'),
    epoch: typeof given.epoch === 'number' ? given.epoch : Number.NaN,
    version: text('version'),
    release: text('release'),
    architecture: text('arch'),
    checksum: textOf(given.checksum) ?? `${textOf(algorithm)}:${textOf(sum)}`,
    path: text('location') || text('path'),
    repository,
    isChecked: checked.has(repository),
  };
}

function repository(id: string, given: Given): PackageRepository {
  const kinds = ['metalink', 'mirrorlist', 'baseurl'] as const;
  const type = kinds.find((kind) => firstText(given[kind]) !== undefined) ?? 'baseurl';
  const hasKey = (textOf(given.sslclientkey) ?? '') !== '';
  const secrets = given.rhsm === true ? 'org.osbuild.rhsm' : hasKey ? 'org.osbuild.mtls' : undefined;
  return {
    id,
    url: firstText(given[type]) ?? '',
    type,
    keys: listOf(given.gpgkey ?? given.gpgkeys).flatMap((key) => textOf(key) ?? []),
    isInsecure: given.sslverify === false,
    ...defined({ secrets }),
  };
}

/** The text, or the first of a list; absent for an empty one. */
function firstText(value: unknown): string | undefined {
  const found = textOf(Array.isArray(value) ? value[0] : value);
  return found === '' ? undefined : found;
}

function answerFault(why: string): Fault {
  return new Fault('depsolve/answer', `the answer of the depsolver cannot be used: ${why}`, {
    hint: 'check the repositories in etc/yum.repos.d of the container, and the version of osbuild-depsolve-dnf',
  });
}
