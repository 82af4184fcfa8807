import { journalChannel, reportChannel } from './channels.ts';

interface GuestWork {
  readonly script?: string;
  readonly journal?: boolean;
}

/** Seconds that a unit waits for its port, whose name udev creates. */
const portTimeout = 60;

/**
 * Credentials with which systemd 256 and later runs the script and sends its journal, without a change of the disk:
 * systemd.extra-unit and systemd.unit-dropin (systemd.system-credentials(7)). The script runs once, as root, after
 * multi-user.target.
 */
export function guestCredentials({ script, journal = false }: GuestWork): Readonly<Record<string, string>> {
  return {
    ...(script === undefined ? {} : reportUnits(script)),
    ...(journal ? journalUnits() : {}),
  };
}

function reportUnits(script: string): Readonly<Record<string, string>> {
  const port = `/dev/virtio-ports/${reportChannel}`;
  const unit = `[Unit]
Description=Bootwright's checks
After=multi-user.target
ConditionPathExists=!/etc/initrd-release
[Service]
Type=oneshot
LoadCredential=bootwright.script
ExecStart=/bin/sh -c '${waitFor(port)} exec /bin/sh "$CREDENTIALS_DIRECTORY/bootwright.script" >${port} 2>&1 </dev/null'
`;
  return {
    'bootwright.script': script,
    'systemd.extra-unit.bootwright-report.service': unit,
    'systemd.unit-dropin.multi-user.target~bootwright': '[Unit]\nWants=bootwright-report.service\n',
  };
}

/** Also runs in an initramfs that has the driver of the port, so that boots which fail there are covered. */
function journalUnits(): Readonly<Record<string, string>> {
  const port = `/dev/virtio-ports/${journalChannel}`;
  const unit = `[Unit]
Description=Bootwright's copy of the journal
DefaultDependencies=no
After=systemd-journald.socket
IgnoreOnIsolate=yes
[Service]
Type=exec
ExecStart=/bin/sh -c '${waitFor(port)} exec journalctl --follow --lines=all --output=short-monotonic >${port} 2>/dev/null </dev/null'
`;
  return {
    'systemd.extra-unit.bootwright-journal.service': unit,
    'systemd.unit-dropin.sysinit.target~bootwright': '[Unit]\nWants=bootwright-journal.service\n',
  };
}

/** A loop instead of a device unit: a system without the driver would wait 90 seconds for that. */
function waitFor(port: string): string {
  return `n=0; until [ -e ${port} ] || [ $n -ge ${portTimeout} ]; do n=$((n+1)); sleep 1; done; [ -e ${port} ] || exit 0;`;
}
