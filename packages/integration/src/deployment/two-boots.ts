import { type GuestCheck, guestScript } from '@bootwright/guest-checks';

const marker = '/var/lib/bootwright-first-boot';
const [frame, firstFrame] = ['bootwright-report', 'first-report'];

/** Prints registers of the TPM as `pcr BANK NUMBER VALUE`. */
const pcrScript = `for bank in sha256 sha384; do
  for number in 11 12; do
    file=/sys/class/tpm/tpm0/pcr-$bank/$number
    [ ! -e "$file" ] || echo "pcr $bank $number $(cat "$file")"
  done
done
`;

/**
 * A script for the guest that reports twice: what it finds at the first boot it keeps on the disk, then it starts the machine
 * again, and reports both at the second.
 */
export function twoBoots(checks: readonly GuestCheck[]): string {
  const report = `{
${pcrScript}
${guestScript(checks)}
}`;
  return `if [ ! -e ${marker} ]; then
${report} >${marker}.part
mv ${marker}.part ${marker}
sync
systemctl reboot
exit 0
fi
sed 's/^${frame}/${firstFrame}/' ${marker}
${report}
`;
}

/** What the guest has reported at each boot, each in the form in which a single report comes. */
export function reportsOf(bytes: Uint8Array): { readonly first: Uint8Array; readonly second: Uint8Array } {
  const text = new TextDecoder().decode(bytes);
  const end = `${firstFrame} end`;
  const split = text.indexOf(end) + end.length;
  return {
    first: Buffer.from(`${text.slice(0, split).replaceAll(firstFrame, frame)}\n`),
    second: Buffer.from(text.slice(split)),
  };
}

/** The registers in such a report, by bank and number. */
export function guestPcrs(report: Uint8Array): Readonly<Record<string, string>> {
  const lines = new TextDecoder().decode(report).matchAll(/^pcr (\w+) (\d+) ([0-9A-Fa-f]+)\r?$/gm);
  return Object.fromEntries(
    [...lines].map(([, bank, number, value = '']) => [`${bank} ${number}`, value.toLowerCase()]),
  );
}
