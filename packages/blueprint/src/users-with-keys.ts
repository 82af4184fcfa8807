import type { UserCustomization } from './format/account-customization.ts';
import type { Customizations } from './format/customizations.ts';

/**
 * The users that an image gets: one for each entry of `sshkey`, with its key alone, and then those of `user`, as the
 * later of two with one name counts. Slashes at the end of `home` go, since the directory would get no SELinux labels.
 * Source: GetUsers of the blueprint library.
 */
export function usersWithKeys(customizations: Customizations): readonly UserCustomization[] {
  const { sshkey = [], user = [] } = customizations;
  const keyed = sshkey.map(({ user: name, key }) => ({ name, key }));
  return [...keyed, ...user.map(withoutTrailingSlashes)];
}

function withoutTrailingSlashes(user: UserCustomization): UserCustomization {
  if (user.home === undefined || !user.home.endsWith('/')) return user;
  let end = user.home.length;
  while (user.home[end - 1] === '/') end--;
  return { ...user, home: user.home.slice(0, end) };
}
