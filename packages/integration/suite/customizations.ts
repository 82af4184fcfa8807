import { createHash } from 'node:crypto';
import type { GuestExpectation } from '@bootwright/guest-checks';
import { sealedState } from '@bootwright/sealed-state';

const hash = '$6$harbourpilot$jUzRrBkYKbnnX3k0Ok8sTwOOpZ4ZjfQp2pAFqW9mN1eC0X3Cq4QxTQvVvZb1W4bM6oY0n6mS9yV2x8m0sLkq1/';
const sshKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHarbourPilotHarbourPilotHarbourPilot00';
const unit = `[Unit]
Description=Berth
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/bin/true
[Install]
WantedBy=multi-user.target
`;

/** Customizations of every channel that a sealed container has. */
export const blueprint = `[customizations]
hostname = "quay"

[customizations.kernel]
append = "bootwright.suite=1"

[[customizations.group]]
name = "harbour"
gid = 4321

[[customizations.user]]
name = "pilot"
uid = 1500
home = "/var/home/pilot"
shell = "/bin/bash"
groups = ["adm", "harbour"]
password = "${hash}"
key = "${sshKey}"

[[customizations.directories]]
path = "/etc/harbour"

[[customizations.files]]
path = "/etc/harbour/site.conf"
mode = "0640"
user = "root"
group = "adm"
data = "berth=4\\n"

[[customizations.files]]
path = "/etc/systemd/system/berth.service"
data = """
${unit}"""

[customizations.services]
enabled = ["berth"]
`;

const user = {
  ...{ name: 'pilot', uid: 1500, home: '/var/home/pilot', shell: '/bin/bash', groups: ['adm', 'harbour'] },
  ...{ password: hash, key: sshKey, exists: false, hasHome: true },
};

/** The same, as planning gives them to what writes the state of the deployment. */
export const state = sealedState(
  {
    groups: [{ name: 'harbour', gid: 4321 }],
    users: [user],
    directories: [{ path: '/etc/harbour' }],
    files: [
      { path: '/etc/harbour/site.conf', mode: '0640', user: 'root', group: 'adm', data: 'berth=4\n' },
      { path: '/etc/systemd/system/berth.service', data: unit },
    ],
    hostname: 'quay',
    enabledUnits: ['berth'],
    maskedUnits: [],
    mounts: [],
  },
  false,
  { document: 'blueprint', path: ['customizations'] },
);

const digestOf = (text: string) => createHash('sha256').update(text).digest('hex');
const site = 'berth=4\n';

/** What the guest has of them; an addon brings the kernel argument. */
export const expectations: readonly GuestExpectation[] = [
  { kind: 'hostname', hostname: 'quay' },
  { kind: 'kernel-argument', argument: 'bootwright.suite=1' },
  { kind: 'group', name: 'harbour', gid: 4321 },
  {
    ...{ kind: 'user', name: 'pilot', uid: 1500, home: '/var/home/pilot', shell: '/bin/bash' },
    ...{ groups: ['adm', 'harbour'], sshKey, password: { kind: 'hash', hash } },
  },
  { kind: 'directory', path: '/var/home/pilot', mode: '0700', user: 'pilot', group: 'pilot' },
  {
    ...{ kind: 'file', path: '/etc/harbour/site.conf', mode: '0640', user: 'root', group: 'adm' },
    sha256: digestOf(site),
  },
  { kind: 'file', path: '/etc/systemd/system/berth.service', sha256: digestOf(unit) },
  { kind: 'unit', unit: 'berth.service', state: 'enabled' },
  { kind: 'composefs', verified: false },
];
