import { inside, type Location, type Notice } from '@bootwright/core';
import type { FileCustomization } from '../format/node-customization.ts';

/** Directories of drop-ins, and the endings of the names that their programs read. */
const endings: ReadonlyMap<string, readonly string[]> = new Map([
  ['/etc/NetworkManager/conf.d', ['.conf']],
  ['/etc/binfmt.d', ['.conf']],
  ['/etc/environment.d', ['.conf']],
  ['/etc/modprobe.d', ['.conf']],
  ['/etc/modules-load.d', ['.conf']],
  ['/etc/polkit-1/rules.d', ['.rules']],
  ['/etc/profile.d', ['.sh', '.csh', 'sh.local', 'csh.local']],
  ['/etc/rsyslog.d', ['.conf']],
  ['/etc/ssh/sshd_config.d', ['.conf']],
  ['/etc/sysctl.d', ['.conf']],
  ['/etc/systemd/journald.conf.d', ['.conf']],
  ['/etc/systemd/logind.conf.d', ['.conf']],
  ['/etc/systemd/network', ['.network', '.netdev', '.link']],
  ['/etc/systemd/resolved.conf.d', ['.conf']],
  ['/etc/systemd/system.conf.d', ['.conf']],
  ['/etc/sysusers.d', ['.conf']],
  ['/etc/tmpfiles.d', ['.conf']],
  ['/etc/udev/rules.d', ['.rules']],
  ['/etc/yum.repos.d', ['.repo']],
]);

/** A notice for each file that its program does not read; `at` is the place of the customizations. */
export function unreadFiles(files: readonly FileCustomization[], at: Location): readonly Notice[] {
  return files.flatMap((file, index) => {
    const finding = findingOf(file);
    return finding === undefined ? [] : [{ ...finding, at: inside(at, 'files', index) }];
  });
}

type Finding = Omit<Notice, 'at'>;

function findingOf({ path, mode = '0644' }: FileCustomization): Finding | undefined {
  const slash = path.lastIndexOf('/');
  const [directory, name] = [path.slice(0, slash), path.slice(slash + 1)];
  const read = endings.get(directory);
  if (read !== undefined && !read.some((ending) => name.endsWith(ending))) {
    return unread(path, `in ${directory} only names that end in ${read.join(' or ')} are read`, 'rename the file');
  }
  if (directory === '/etc/sudoers.d' && /\.|~$/.test(name)) {
    return unread(path, 'sudo skips names with a dot or with "~" at the end (sudoers(5))', 'rename the file');
  }
  if (directory === '/etc/NetworkManager/system-connections' && (Number.parseInt(mode, 8) & 0o77) !== 0) {
    return unread(path, 'NetworkManager skips connections that others than root can read', 'set mode = "0600"');
  }
  return path.startsWith('/etc/bootc/') ? bootcFinding(path, directory, name) : undefined;
}

/** Source: bootc's `install/config.rs`, which alone reads something below /etc/bootc: the install configuration. */
function bootcFinding(path: string, directory: string, name: string): Finding {
  if (directory === '/etc/bootc/kargs.d') {
    const hint = `build it into the container as /usr/lib/bootc/kargs.d/${name}, or use kernel.append`;
    return unread(path, 'bootc reads kernel arguments from /usr/lib/bootc/kargs.d of the container alone', hint);
  }
  if (directory === '/etc/bootc/install') {
    const hint = `build it into the container as /usr/lib/bootc/install/${name}`;
    return unread(path, 'bootc reads it as it installs, from the container, and the file is written afterwards', hint);
  }
  return {
    code: 'blueprint/unread-file',
    message: `bootc does not read ${JSON.stringify(path)}: below /etc/bootc it reads the install configuration alone`,
    hint: 'remove it, unless another program reads it',
  };
}

function unread(path: string, reason: string, hint: string): Finding {
  return { code: 'blueprint/unread-file', message: `${JSON.stringify(path)} has no effect: ${reason}`, hint };
}
