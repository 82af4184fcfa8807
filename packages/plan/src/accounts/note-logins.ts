import type { Customizations, UserCustomization } from '@bootwright/blueprint';
import type { PlanContext } from '@bootwright/build-request';
import { loginShells } from '@bootwright/container-facts';
import { type DocumentPath, inside } from '@bootwright/core';
import { type AccountFacts, existingUsers } from './existing-users.ts';

/**
 * Adds a notice for each account into which nobody can log in, and for each key that osbuild cannot write. Source:
 * osbuild's stage org.osbuild.users, useradd(8), sshd(8).
 */
export function noteLogins(customizations: Customizations, facts: AccountFacts, context: PlanContext): void {
  const { user: users = [], sshkey: keys = [] } = customizations;
  const later = new Set(users.map(({ name }) => name));
  for (const [index, { name, shell }] of users.entries()) noteShell(name, shell ?? '', ['user', index, 'shell']);
  for (const [index, user] of users.entries()) noteKey(user, ['user', index, 'key']);
  for (const [index, { user: name, key }] of keys.entries()) {
    if (!later.has(name)) noteKey({ name, key }, ['sshkey', index]);
  }

  function noteShell(name: string, shell: string, path: DocumentPath): void {
    const message = shellProblem(name, shell, facts);
    if (message === undefined) return;
    const hint = 'use a shell that the container has, or install it in the container';
    context.note({ code: 'blueprint/shell', message, at: inside(facts.at, ...path), hint });
  }

  function noteKey(user: UserCustomization, path: DocumentPath): void {
    const { name, key = '' } = user;
    const reason = key === '' || existingUsers(facts).has(name) ? undefined : reasonWithoutHome(user, facts, context);
    if (reason === undefined) return;
    context.note({
      code: 'blueprint/key-without-home',
      message: `the build fails on the SSH key of ${JSON.stringify(name)}: osbuild writes it into a home that does not exist, as ${reason}`,
      at: inside(facts.at, ...path),
      hint: `set home = "/var/home/${name}" in the entry of "user"`,
    });
  }
}

function shellProblem(name: string, shell: string, { accounts }: AccountFacts): string | undefined {
  if (shell === '') return undefined;
  if (!shell.startsWith('/')) {
    return `the build fails: the shell ${JSON.stringify(shell)} of ${JSON.stringify(name)} is not an absolute path, and useradd rejects it`;
  }
  const { shells } = accounts ?? {};
  if (shells === undefined || !loginShells.includes(shell) || shells.includes(shell)) return undefined;
  return `nobody can log in as ${JSON.stringify(name)}: the container does not have the shell ${shell}`;
}

function reasonWithoutHome(
  { home }: UserCustomization,
  { accounts }: AccountFacts,
  context: PlanContext,
): string | undefined {
  if (home !== undefined) {
    return /^\/*$/.test(home) ? 'useradd does not create one where the home is empty or "/"' : undefined;
  }
  // The other profile gives each new account a home.
  if (context.profile === 'recommended' || accounts?.createsHomes !== false) return undefined;
  return 'useradd does not create one where login.defs of the container does not have "CREATE_HOME yes"';
}
