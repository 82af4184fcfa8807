import { type ConsoleFinding, type Explanation, explainVerdict, type Verdict } from '@bootwright/boot-diagnosis';
import { defined, type Fault, formatBytes, shownLine, unreachable, withSnakeCaseKeys } from '@bootwright/core';
import { encodeFindings, type GuestFinding, renderGuestExpectation } from '@bootwright/guest-checks';
import { type BootMedium, describeMedium, type Machine } from '@bootwright/vm';
import { encodeJson } from '../files/encode-json.ts';
import type { Paint } from '../terminal/colour.ts';
import { renderFacts } from '../terminal/fact-table.ts';
import type { Look } from '../terminal/look.ts';
import { hanging } from '../terminal/wrapped.ts';

export interface BootReport {
  readonly verdict: Verdict;
  readonly explanation: Explanation;
  /** The awaited event, where it has happened before the boot was finished. */
  readonly reached?: string;
  /** From the start of the machine until the awaited event, or the time-out. */
  readonly milliseconds: number;
  readonly machine: Pick<Machine['plan'], 'architecture' | 'accelerator' | 'memory' | 'cpus' | 'firmware' | 'medium'>;
  readonly secureBoot: boolean;
  readonly sshPort?: number;
  readonly findings: readonly GuestFinding[];
  /** What the console says went wrong, also where the boot went on. */
  readonly consoleFindings: readonly ConsoleFinding[];
  readonly artefacts?: { readonly folder: string; readonly files: readonly string[] };
  readonly fault?: Fault;
}

export function isGood({ fault, findings }: BootReport): boolean {
  return fault === undefined && findings.every(({ outcome }) => outcome.kind === 'met');
}

export function bootReport(
  machine: Machine,
  rest: Omit<BootReport, 'verdict' | 'explanation' | 'machine' | 'sshPort' | 'consoleFindings'>,
): BootReport {
  const { architecture, accelerator, memory, cpus, firmware, medium } = machine.plan;
  const verdict = machine.verdict();
  return {
    verdict,
    explanation: explainVerdict(verdict, architecture, medium.kind),
    ...rest,
    consoleFindings: machine.findings(),
    machine: { architecture, accelerator, memory, cpus, firmware, medium },
    ...defined({ sshPort: machine.sshPort }),
  };
}

export function encodeBootReport({ fault, ...report }: BootReport): string {
  const findings = encodeFindings(report.findings);
  const { medium, ...machine } = report.machine;
  const about = { machine: { ...machine, ...describeMedium(medium) }, findings };
  const value = { ok: isGood({ ...report, ...(fault && { fault }) }), ...report, ...about, ...describeFault(fault) };
  return encodeJson(withSnakeCaseKeys(value));
}

/** The fault, if any, under the key `fault`. */
export function describeFault(fault: Fault | undefined): object {
  if (fault === undefined) return {};
  const { code, message, quoted, hint } = fault;
  return { fault: { code, message, ...(quoted.length > 0 && { quoted }), ...defined({ hint }) } };
}

/** The report as text; a fault is reported separately. */
export function renderBootReport(report: BootReport, look: Look): string {
  const { style, width } = look;
  const { explanation, milliseconds, machine, findings, artefacts, sshPort, fault } = report;
  const what = shownLine(report.reached === undefined ? explanation.what : `reached ${report.reached}`);
  const seconds = (milliseconds / 1000).toFixed(1);
  const word = fault === undefined ? style.strong(what) : style.error(what);
  const firmware = machine.firmware.kind === 'own' ? 'BIOS' : report.secureBoot ? 'UEFI with Secure Boot' : 'UEFI';
  const how = machine.accelerator === 'kvm' ? 'with KVM' : 'emulated';
  const facts = renderFacts(
    [
      mediumFact(machine.medium),
      ['machine', `${machine.architecture}, ${how}, ${firmware}, ${machine.cpus} CPUs, ${formatBytes(machine.memory)}`],
      ['ssh', sshPort === undefined ? undefined : `port ${sshPort} of 127.0.0.1`],
      ['artefacts', artefacts && `${artefacts.folder}: ${artefacts.files.join(', ')}`],
    ],
    { labels: 9, width },
  );
  return `${word} ${style.faint(`after ${seconds} s`)}\n${facts}${renderConsoleFindings(report.consoleFindings, look)}${renderFindings(findings, look)}`;
}

function mediumFact(medium: BootMedium): readonly [label: string, text: string] {
  switch (medium.kind) {
    case 'disk':
      return ['disk', `${medium.disk.file} (${medium.disk.format}), read-only`];
    case 'cd-rom': {
      const target = medium.target === undefined ? '' : `, and an empty disk of ${formatBytes(medium.target.size)}`;
      return ['iso', `${medium.disk.file}, as a CD-ROM${target}`];
    }
    case 'network':
      return ['network', `${medium.source}, over HTTP`];
    default:
      return unreachable(medium);
  }
}

export function renderConsoleFindings(findings: readonly ConsoleFinding[], { style, width }: Look): string {
  return findings
    .flatMap(({ what, cause, cure }) => [
      ...hanging(shownLine(`${what}: ${cause}`), { head: `${style.notice('warning:')} `, indent: 2, width }),
      ...hanging(shownLine(cure), { head: `  ${style.help('help:')} `, indent: 2, width }),
    ])
    .map((line) => `${line}\n`)
    .join('');
}

function renderFindings(findings: readonly GuestFinding[], look: Look): string {
  if (findings.length === 0) return '';
  const met = findings.filter(({ outcome }) => outcome.kind === 'met').length;
  const title = look.style.strong(`checks: ${met} of ${findings.length} passed`);
  const lines = findings.flatMap((finding) => findingLines(finding, look));
  return `\n${[title, ...lines].join('\n')}\n`;
}

function findingLines({ expectation, outcome }: GuestFinding, { style, width }: Look): readonly string[] {
  const name = renderGuestExpectation(expectation);
  const column = 'unknown  '.length;
  const lines = (paint: Paint, answer: string, text: string) =>
    hanging(shownLine(text), {
      head: `  ${paint(answer)}${' '.repeat(column - answer.length)}`,
      indent: 2 + column,
      width,
    });
  switch (outcome.kind) {
    case 'met':
      return lines(style.help, 'yes', name);
    case 'differs':
      return lines(style.error, 'no', `${name}: ${outcome.found}`);
    case 'unknown':
      return lines(style.notice, 'unknown', `${name}: ${outcome.reason}`);
    default:
      return unreachable(outcome);
  }
}
