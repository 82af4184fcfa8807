/** Directories that are links in containers made for ostree, and where the links lead. */
export const usualLinks: ReadonlyMap<string, string> = new Map([
  ['/home', '/var/home'],
  ['/media', '/run/media'],
  ['/mnt', '/var/mnt'],
  ['/opt', '/var/opt'],
  ['/root', '/var/roothome'],
  ['/srv', '/var/srv'],
  ['/usr/local', '/var/usrlocal'],
  ['/var/lock', '/run/lock'],
  ['/var/mail', '/var/spool/mail'],
  ['/var/run', '/run'],
]);
