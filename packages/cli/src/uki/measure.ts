import { pushAll, shownLine } from '@bootwright/core';
import {
  addonMeasures,
  bootPhases,
  type CheckedPcrSignature,
  combineAddons,
  type MeasuredImage,
  type MeasuredProfile,
  pcrBanks,
  readAddon,
  type StubInfo,
} from '@bootwright/uki';
import { readerOf } from '../addon/show-addon.ts';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { encodeJson } from '../files/encode-json.ts';
import { readBytes } from '../files/read-text.ts';
import { inPlace } from '../problems/placed.ts';
import { renderTable } from '../terminal/table.ts';
import { doubtLine } from './doubt-line.ts';
import { measuredOperand } from './measured-operand.ts';
import type { UkiGiven } from './uki-options.ts';

/** Prints the predicted registers of an image, and whether its signed policies hold. */
export async function measure(operand: string, given: UkiGiven, context: CommandContext): Promise<ExitStatus> {
  const { host, json } = context;
  const { addon } = given;
  const image = await measuredOperand(operand, given, context);
  const measures = [];
  const loading: string[] = [];
  for (const one of addon) {
    const { measured, doubts: ofLoading } = measuredAddon(one, { bytes: await readBytes(one, host), stub: image.stub });
    measures.push(measured);
    pushAll(loading, ofLoading);
  }
  const { pcr12, doubts: ofAddons } = combineAddons(measures);
  const doubts = [...new Set([...image.doubts, ...loading, ...ofAddons])];
  const [first, ...more] = image.profiles;
  const signatures = image.profiles.flatMap((profile) => profile.signatures);
  await host.stdout.write(
    json
      ? encodeJson({
          pcr11: first?.pcr11,
          pcr12,
          signatures: first?.signatures ?? [],
          profiles: more.length === 0 ? undefined : image.profiles.map(profileJson),
          doubts,
        })
      : textOf({ profiles: image.profiles, doubts }, pcr12),
  );
  return signatures.every(({ valid }) => valid) ? exitStatus.done : exitStatus.differences;
}

function profileJson({ number, pcr11, signatures }: MeasuredProfile): object {
  return { number, pcr11, signatures };
}

/** An addon that the stub takes; another is a fault, since it is measured nowhere. */
function measuredAddon(file: string, { bytes, stub }: { readonly bytes: Uint8Array; readonly stub: StubInfo }) {
  const read = readerOf(bytes);
  return inPlace({ file }, () => {
    const measured = addonMeasures(read, stub);
    const isChanged = readAddon(read, bytes.length).loadFlaws.length > 0;
    return { measured, doubts: isChanged ? [`firmware does not load ${file} as it is in the file`] : [] };
  });
}

function textOf(
  { profiles, doubts }: Pick<MeasuredImage, 'profiles' | 'doubts'>,
  pcr12: Readonly<Record<string, string>>,
): string {
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
  return [renderTable(shown), ...signatures, ...doubts.map(doubtLine)].join('');
}

function signatureLine({ bank, policy, phase, valid, why }: CheckedPcrSignature): string {
  const name = `${bank} policy ${shownLine(policy.slice(0, 16))}…`;
  return `${name}: ${valid ? `is valid at ${phase ?? ''}` : shownLine(why ?? '')}\n`;
}
