import type { KickstartPlan } from '@bootwright/media-plan';
import { type Stage, type StageOptions, stage } from '@bootwright/osbuild';
import { accountsByName, groupsByName } from '../edit-stages/accounts.ts';

type KickstartOptions = StageOptions['org.osbuild.kickstart'];

/** Where a started installer finds its medium. */
const mountedMedium = '/run/install/repo';

/** The part that osbuild writes; the file that the kernel arguments name includes it. */
const basePath = '/osbuild-base.ks';

/** A payload on the medium, and the reference that the installed system updates from. */
export interface InstalledPayload {
  /** Below the root of the medium. */
  readonly directory: string;
  readonly reference: string;
}

/** The kickstart file that deploys a payload and, where the user has no commands of their own, all that is to be said. */
export function baseKickstart(plan: KickstartPlan, { directory, reference }: InstalledPayload): Stage {
  const { users, groups, contents } = plan;
  const options: KickstartOptions = {
    path: basePath,
    ostreecontainer: {
      stateroot: '',
      url: `${mountedMedium}${directory}`,
      transport: 'oci',
      remote: '',
      signatureverification: false,
    },
    ...(users.length === 0 ? {} : { users: accountsByName(users) }),
    ...(groups.length === 0 ? {} : { groups: groupsByName(groups) }),
    ...(contents === undefined ? unattended(plan) : {}),
    '%post': [{ erroronfail: true, commands: updatesFrom(reference) }, ...withoutPassword(plan.sudoers)],
  };
  return stage('org.osbuild.kickstart', options);
}

/** Answers to what the installer would ask; the whole disk is cleared. */
function unattended({ kernelArguments, rootPassword }: KickstartPlan): Partial<KickstartOptions> {
  return {
    lang: 'en_US.UTF-8',
    keyboard: 'us',
    timezone: 'UTC',
    rootpw: rootPassword === undefined ? { lock: true } : { iscrypted: true, password: rootPassword },
    clearpart: { all: true },
    network: [{ activate: true, bootproto: 'dhcp', device: 'link', onboot: 'on' }],
    ...(kernelArguments.length === 0 ? {} : { bootloader: { append: kernelArguments.join(' ') } }),
  };
}

/** sudo without a password, for each name: a file of its own, which sudo(8) reads only with these permissions. */
function withoutPassword(names: readonly string[]): NonNullable<KickstartOptions['%post']> {
  if (names.length === 0) return [];
  const commands = names.flatMap((name) => {
    const file = `/etc/sudoers.d/${name.replace('%', 'group-')}`;
    return [`echo '${name} ALL=(ALL) NOPASSWD: ALL' > '${file}'`, `chmod 0440 '${file}'`];
  });
  return [{ erroronfail: true, commands: [...commands, 'restorecon -rF /etc/sudoers.d'] }];
}

/** Anaconda cannot say where the deployment is updated from; a marker on the first serial port tells tests of the end. */
function updatesFrom(reference: string): readonly string[] {
  return [
    'set -e',
    `bootc switch --mutate-in-place --transport registry ${reference}`,
    '# used during automatic image testing as finished marker',
    'if [ -c /dev/ttyS0 ]; then',
    '  # continue on errors here, because we used to omit --erroronfail',
    '  echo "Install finished" > /dev/ttyS0 || true',
    'fi',
  ];
}

/** The text of the kickstart file that the kernel arguments name. */
export function kickstartText({ contents, filesystem }: KickstartPlan): string {
  const type = filesystem === 'btrfs' ? '--type=btrfs' : `--type=plain --fstype=${filesystem}`;
  const commands = contents ?? `\nautopart --nohome ${type}\n\nreboot --eject\n`;
  return `%include ${mountedMedium}${basePath}\n${commands}`;
}
