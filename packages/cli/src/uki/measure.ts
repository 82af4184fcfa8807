import { Fault, shownLine } from '@bootwright/core';
import {
  bootPhases,
  type CheckedPcrSignature,
  type MeasuredImage,
  measureAddons,
  pcrBanks,
  readAddon,
} from '@bootwright/uki';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { encodeJson } from '../files/encode-json.ts';
import { readBytes } from '../files/read-text.ts';
import { renderTable } from '../terminal/table.ts';
import { measuredOperand } from './measured-operand.ts';
import type { UkiGiven } from './uki-options.ts';

/** Prints the predicted registers of an image, and whether its signed policies hold. */
export async function measure(operand: string, given: UkiGiven, context: CommandContext): Promise<ExitStatus> {
  const { host, json } = context;
  const { addon } = given;
  const image = await measuredOperand(operand, given, context);
  const readers = [];
  for (const one of addon) readers.push(addonReader(one, await readBytes(one, host)));
  const pcr12 = measureAddons(readers);
  const [first, ...more] = image.profiles;
  const signatures = image.profiles.flatMap((profile) => profile.signatures);
  await host.stdout.write(
    json
      ? encodeJson({
          pcr11: first?.pcr11,
          pcr12,
          signatures: first?.signatures ?? [],
          ...(more.length === 0
            ? {}
            : {
                profiles: image.profiles.map(({ number, pcr11, signatures: list }) => ({
                  number,
                  pcr11,
                  signatures: list,
                })),
              }),
          doubts: image.doubts,
        })
      : textOf(image, pcr12),
  );
  return signatures.every(({ valid }) => valid) ? exitStatus.done : exitStatus.differences;
}

/** An addon that the stub takes; another is a fault, since it is measured nowhere. */
function addonReader(file: string, bytes: Uint8Array) {
  const read = (offset: number, length: number) => bytes.subarray(offset, offset + length);
  const [why] = readAddon(read, bytes.length).ignored;
  if (why === undefined) return read;
  throw new Fault('uki/addon', `systemd-stub ignores the addon: ${why}`, { at: { file }, hint: 'leave it out' });
}

function textOf({ profiles, doubts }: MeasuredImage, pcr12: Readonly<Record<string, string>>): string {
  const lines = profiles.flatMap(({ number, pcr11 }) =>
    pcrBanks.flatMap((bank) =>
      bootPhases.map((phase) => [
        profiles.length === 1 ? '' : `profile ${number}`,
        `pcr 11:${bank}`,
        phase,
        pcr11[bank][phase],
      ]),
    ),
  );
  const rows = [...lines, ...pcrBanks.map((bank) => ['', `pcr 12:${bank}`, 'addons', pcr12[bank] ?? ''])];
  const shown = profiles.length === 1 ? rows.map((row) => row.slice(1)) : rows;
  const signatures = profiles.flatMap(({ signatures: list }) => list.map(signatureLine));
  return [renderTable(shown), ...signatures, ...doubts.map((doubt) => `Not exact: ${shownLine(doubt)}\n`)].join('');
}

function signatureLine({ bank, policy, phase, valid, why }: CheckedPcrSignature): string {
  const name = `${bank} policy ${shownLine(policy.slice(0, 16))}…`;
  return `${name}: ${valid ? `is valid at ${phase ?? ''}` : shownLine(why ?? '')}\n`;
}
