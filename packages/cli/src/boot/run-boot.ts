import { resolve } from 'node:path';
import { Fault } from '@bootwright/core';
import {
  checkGuest,
  type GuestCheck,
  type GuestExpectation,
  guestChecks,
  guestScript,
  parseGuestReport,
} from '@bootwright/guest-checks';
import {
  type BootOutcome,
  boot,
  type Machine,
  makeSecureBootKeys,
  renderAwaited,
  until,
  writeArtefacts,
} from '@bootwright/vm';
import { argumentsFault } from '../arguments/options-fault.ts';
import { reportSwept } from '../build/host/sweep-before.ts';
import type { CommandContext } from '../command.ts';
import { machineArchitecture } from '../container/machine-architecture.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { readBytes } from '../files/read-text.ts';
import { readBlueprint } from '../manifest/read-blueprint.ts';
import { lookOf } from '../terminal/look.ts';
import type { RegisteredVm } from '../vm/register-vm.ts';
import type { BootGiven } from './boot-options.ts';
import { bootProgress } from './boot-progress.ts';
import { type BootReport, bootReport, encodeBootReport, isGood, renderBootReport } from './boot-report.ts';
import { checkOptions } from './check-options.ts';
import { consoleReport, encodeConsoleReport, renderConsoleReport } from './console-report.ts';
import { announce, detach, isDetached } from './detach.ts';
import { guestExpectations } from './guest-expectations.ts';
import { keepVm, keptOptions } from './keep-vm.ts';
import { machineOptions } from './machine-options.ts';

const defaultTimeout = 600_000;
/** `--artefacts` keeps 16 MiB of a console, and a line about the rest. */
const longestConsole = 17 * 1024 * 1024;

/** Boots a disk, an ISO or a network boot, checks the system inside, and reports the result. */
export async function runBoot(
  disk: string | undefined,
  given: BootGiven,
  context: CommandContext,
): Promise<ExitStatus> {
  checkOptions(disk, given);
  if (given.makeKeys !== undefined) return makeKeys(given.makeKeys, context);
  if (given.readConsole !== undefined) return readConsole(given.readConsole, given, context);
  if (disk === undefined) {
    throw argumentsFault('missing required argument "DISK"', 'give the disk, ISO or archive to boot');
  }
  const { host } = context;
  if (given.detach && !isDetached(host)) return detach(context);
  const expectations = await expectationsOf(given, context);
  const checks = guestChecks(expectations);
  const progress = bootProgress(host.stderr, given.showConsole);
  const options = {
    ...(await machineOptions(given, host)),
    ...(checks.length > 0 && { script: guestScript(checks) }),
    journal: given.artefacts !== undefined && given.arch !== 's390x' && given.arch !== 'ppc64le',
    environment: host.environment,
    runner: await host.commandRunner(host.environment),
    onLine: (line: string) => progress.line(line),
  };
  const file = resolve(host.directory, disk);
  return host.interruptible(async (signal) => {
    await using kept = given.stay || given.detach ? keepVm(file, given, host) : undefined;
    await using machine = await boot(file, { ...options, ...keptOptions(kept, options), signal });
    await reportSwept(machine.swept, context);
    await context.report(machine.notices);
    progress.begin(() => ({ verdict: machine.verdict(), lastLine: machine.lines().at(-1) ?? '' }));
    const outcome = await awaitOutcome(machine, { given, expectations, checks, signal })
      .catch(async (reason: unknown) => {
        await keepArtefacts(machine, {}, given, context);
        throw reason;
      })
      .finally(() => progress.end());
    const report = await tell(machine, outcome, given, context);
    const status = isGood(report) ? exitStatus.done : exitStatus.differences;
    // One in the background that did not boot is of no use to anybody.
    if (kept === undefined || (given.detach && report.fault !== undefined)) return status;
    await stay(machine, { kept, status, signal }, context);
    return status;
  });
}

async function makeKeys(folder: string, { host, remark }: CommandContext): Promise<ExitStatus> {
  await makeSecureBootKeys(resolve(host.directory, folder), await host.commandRunner(host.environment));
  await remark(
    'boot/keys',
    `${folder} now contains PK, KEK and db; sign with "sbsign --key ${folder}/db.key --cert ${folder}/db.pem FILE"`,
  );
  return exitStatus.done;
}

async function readConsole(file: string, { arch }: BootGiven, context: CommandContext): Promise<ExitStatus> {
  const { host, json } = context;
  const architecture = arch ?? machineArchitecture(host.machine);
  const report = consoleReport(await readBytes(file, host, longestConsole), { architecture });
  await host.stdout.write(json ? encodeConsoleReport(report) : renderConsoleReport(report, lookOf(host.stdout)));
  if (report.fault === undefined) return exitStatus.done;
  await context.report([report.fault]);
  return exitStatus.differences;
}

async function expectationsOf(
  { check, image, sealed }: BootGiven,
  context: CommandContext,
): Promise<readonly GuestExpectation[]> {
  const blueprint = check === undefined ? {} : (await readBlueprint(check, context)).value;
  return [
    ...(image === undefined ? [] : [{ kind: 'image', image } as const]),
    ...(sealed ? [{ kind: 'composefs', verified: true } as const] : []),
    ...guestExpectations(blueprint),
  ];
}

interface Expectation {
  readonly given: BootGiven;
  readonly expectations: readonly GuestExpectation[];
  readonly checks: readonly GuestCheck[];
  readonly signal: AbortSignal;
}

type Outcome = Pick<BootReport, 'milliseconds' | 'findings' | 'fault'>;

/** Waits for `--until`, and then for the report of the checks inside; a fault while waiting is a result too. */
async function awaitOutcome(machine: Machine, { given, expectations, checks, signal }: Expectation): Promise<Outcome> {
  const begun = performance.now();
  const patience = given.timeout ?? defaultTimeout;
  const left = () => ({ timeoutMilliseconds: Math.max(1, patience - (performance.now() - begun)), signal });
  let milliseconds: number | undefined;
  try {
    ({ milliseconds } = await machine.waitFor(given.until ?? until.booted(), left()));
    if (checks.length === 0) return { milliseconds, findings: [] };
    await machine.waitFor(until.guestReport(), left());
    return { milliseconds, findings: checkGuest(expectations, parseGuestReport(machine.reportBytes(), checks)) };
  } catch (fault) {
    if (!(fault instanceof Fault) || signal.aborted) throw fault;
    return { milliseconds: milliseconds ?? Math.round(performance.now() - begun), findings: [], fault };
  }
}

/** Keeps the artefacts, prints the report, and returns it. */
async function tell(
  machine: Machine,
  outcome: Outcome,
  given: BootGiven,
  context: CommandContext,
): Promise<BootReport> {
  const reached =
    given.until !== undefined && outcome.fault === undefined && machine.verdict().kind === 'unfinished'
      ? { reached: renderAwaited(given.until) }
      : {};
  const artefacts = await keepArtefacts(machine, outcome, given, context);
  const report = bootReport(machine, { ...outcome, ...reached, secureBoot: given.secureBoot, ...artefacts });
  const { stdout } = context.host;
  await stdout.write(context.json ? encodeBootReport(report) : renderBootReport(report, lookOf(stdout)));
  if (report.fault !== undefined) await context.report([report.fault]);
  return report;
}

/** Writes the files of `--artefacts`, also of an interrupted boot: its console may show why it took so long. */
async function keepArtefacts(
  machine: Machine,
  outcome: BootOutcome,
  { artefacts: folder }: BootGiven,
  { host }: CommandContext,
): Promise<Pick<BootReport, 'artefacts'>> {
  if (folder === undefined) return {};
  return { artefacts: { folder, files: await writeArtefacts(machine, resolve(host.directory, folder), outcome) } };
}

interface Staying {
  readonly kept: RegisteredVm;
  readonly status: ExitStatus;
  readonly signal: AbortSignal;
}

/** Waits until the machine ends, somebody asks for that, or the command is interrupted. */
async function stay(machine: Machine, { kept, status, signal }: Staying, context: CommandContext): Promise<void> {
  await kept.open(machine, (graceMilliseconds) => void machine.stop({ graceMilliseconds }));
  const { name } = kept;
  const way =
    machine.sshPort === undefined ? '' : `; log in with "bootwright vm ssh ${name}" (port ${machine.sshPort})`;
  const end = isDetached(context.host) ? `"bootwright vm stop ${name}" ends it` : 'it runs until you press Ctrl-C';
  await context.remark('boot/stays', `the machine ${name} stays: ${end}${way}`);
  await announce(context.host, status);
  await machine.waitFor(until.end(), { timeoutMilliseconds: 2 ** 31 - 1, signal });
}
