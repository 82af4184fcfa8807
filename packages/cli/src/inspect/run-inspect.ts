import { unreachable } from '@bootwright/core';
import { renderBootcInspection, renderInstallConfiguration, renderModules, renderYaml } from '@bootwright/inspect';
import type { SealVerdict } from '@bootwright/seal';
import { optionsFault } from '../arguments/options-fault.ts';
import type { CommandContext } from '../command.ts';
import { givenContainer, readsStandardInput } from '../container/container-reference.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { encodeJson } from '../files/encode-json.ts';
import { lookOf } from '../terminal/look.ts';
import { differenceNotices } from './difference-notices.ts';
import { encodeFindings } from './encode-findings.ts';
import { type Findings, findOut } from './findings.ts';
import type { InspectGiven } from './inspect-options.ts';
import { printAsPrograms } from './print-as-programs.ts';
import { renderFindings } from './render-findings.ts';

type Format = NonNullable<InspectGiven['format']>;

export async function runInspect(
  operand: string | undefined,
  given: InspectGiven,
  context: CommandContext,
): Promise<ExitStatus> {
  const named = givenContainer(operand, given.root, context.host);
  const format = given.format ?? (context.json ? 'json' : 'text');
  checkOptions(given, format);
  if (given.matrix && readsStandardInput(named)) {
    throw optionsFault('--matrix reads the image twice, which standard input does not allow', 'name a file');
  }
  if (given.walk !== undefined && named.reference.transport === 'dir') {
    throw optionsFault('--walk compares the layers of an image with a directory', 'name the image, or use "seal diff"');
  }
  const isPrograms = format === 'bootc' || format === 'install-configuration' || format === 'modules';
  if (isPrograms && (given.by ?? 'read') === 'read') {
    await context.host.stdout.write(await printAsPrograms(named, { ...given, format }, context));
    return exitStatus.done;
  }
  const findings = await findOut(named, given, context);
  await show(findings, { format, all: given.all }, context);
  return statusOf(findings);
}

/** A difference takes precedence over the verdict on the seal. */
function statusOf({ differences = [], seal }: Findings): ExitStatus {
  const ofSeal = seal === undefined ? exitStatus.done : statusesOfSeals[seal.verdict.kind];
  return differences.length > 0 ? exitStatus.differences : ofSeal;
}

const statusesOfSeals: Readonly<Record<SealVerdict['kind'], ExitStatus>> = {
  holds: exitStatus.done,
  broken: exitStatus.differences,
  'nothing-to-verify': exitStatus.differences,
  'not-enforced': exitStatus.notVerified,
  'not-verified': exitStatus.notVerified,
};

type Showing = Pick<InspectGiven, 'all'> & { readonly format: Format };

async function show(findings: Findings, { format, all }: Showing, context: CommandContext): Promise<void> {
  const { stdout } = context.host;
  const { container, differences = [] } = findings;
  const { bootc, info } = container.inspection;
  if (format === 'text') {
    // The page comes first, then the notices about it.
    await stdout.write(renderFindings(findings, lookOf(stdout)));
    return context.report(container.notices);
  }
  await context.report(container.notices);
  switch (format) {
    case 'json':
      return stdout.write(encodeJson(encodeFindings(findings)));
    case 'yaml':
      return stdout.write(renderYaml(encodeFindings(findings)));
    case 'bootc':
    case 'install-configuration':
    case 'modules':
      // The formats of these programs have no field for differences.
      await context.report(differenceNotices(differences));
      break;
    default:
      return unreachable(format);
  }
  if (format === 'bootc') return stdout.write(renderBootcInspection(bootc));
  if (format === 'modules') return stdout.write(renderModules(info.os.initrdModules ?? []));
  return stdout.write(renderInstallConfiguration(bootc.installConfiguration, all));
}

function checkOptions(given: InspectGiven, format: Format): void {
  if (given.all && format !== 'install-configuration') {
    throw optionsFault('--all needs --format install-configuration', 'leave it out, or add that format');
  }
  if (given.verify && (given.by === 'exec' || (format !== 'text' && format !== 'json' && format !== 'yaml'))) {
    throw optionsFault(
      '--verify needs --by read or both, and --format text, json or yaml',
      'leave out --verify, or change these options',
    );
  }
  if (given.matrix && !given.verify) {
    throw optionsFault('--matrix needs --verify', 'add --verify, or leave out --matrix');
  }
  if (given.walk !== undefined && !given.matrix) {
    throw optionsFault('--walk needs --verify and --matrix', 'add both, or leave out --walk');
  }
  if (given.kernel !== undefined && (format !== 'modules' || (given.by ?? 'read') !== 'read')) {
    throw optionsFault('--kernel needs --format modules and --by read', 'leave it out, or change these options');
  }
}
