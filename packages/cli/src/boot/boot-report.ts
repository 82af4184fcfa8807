import {
  type Explanation,
  explainVerdict,
  type GuestFinding,
  type Machine,
  renderGuestWish,
  type Verdict,
} from '@bootwright/boot';
import { type Fault, formatBytes, unreachable } from '@bootwright/core';
import type { Style } from '../terminal/colour.ts';
import { renderFacts } from '../terminal/fact-table.ts';
import type { Look } from '../terminal/look.ts';

/** What a boot came to. */
export interface BootReport {
  readonly verdict: Verdict;
  readonly explanation: Explanation;
  /** From the start of the machine until what was awaited was there, or given up. */
  readonly milliseconds: number;
  readonly machine: Pick<Machine['plan'], 'architecture' | 'accelerator' | 'memory' | 'cpus' | 'firmware' | 'disk'>;
  readonly secureBoot: boolean;
  readonly sshPort?: number;
  readonly findings: readonly GuestFinding[];
  readonly artefacts?: { readonly folder: string; readonly files: readonly string[] };
  readonly fault?: Fault;
}

export function isGood({ fault, findings }: BootReport): boolean {
  return fault === undefined && findings.every(({ outcome }) => outcome.kind === 'met');
}

export function bootReport(
  machine: Machine,
  rest: Omit<BootReport, 'verdict' | 'explanation' | 'machine' | 'sshPort'>,
): BootReport {
  const { architecture, accelerator, memory, cpus, firmware, disk } = machine.plan;
  const verdict = machine.verdict();
  return {
    verdict,
    explanation: explainVerdict(verdict, architecture),
    ...rest,
    machine: { architecture, accelerator, memory, cpus, firmware, disk },
    ...(machine.sshPort !== undefined && { sshPort: machine.sshPort }),
  };
}

/** The report as machines read it. */
export function encodeBootReport({ fault, ...report }: BootReport): string {
  const { code, message, hint } = fault ?? {};
  const problem = fault === undefined ? {} : { fault: { code, message, ...(hint !== undefined && { hint }) } };
  return `${JSON.stringify({ ok: isGood({ ...report, ...(fault && { fault }) }), ...report, ...problem }, null, 2)}\n`;
}

/** The report as a page; what went wrong is told of as a fault beside it. */
export function renderBootReport(report: BootReport, { style, width }: Look): string {
  const { explanation, milliseconds, machine, findings, artefacts, sshPort, fault } = report;
  const seconds = (milliseconds / 1000).toFixed(1);
  const word = fault === undefined ? style.strong(explanation.what) : style.error(explanation.what);
  const firmware = machine.firmware.kind === 'own' ? 'BIOS' : report.secureBoot ? 'UEFI with Secure Boot' : 'UEFI';
  const how = machine.accelerator === 'kvm' ? 'with KVM' : 'emulated';
  const facts = renderFacts(
    [
      ['disk', `${machine.disk.file} (${machine.disk.format}), not written to`],
      ['machine', `${machine.architecture}, ${how}, ${firmware}, ${machine.cpus} CPUs, ${formatBytes(machine.memory)}`],
      ['ssh', sshPort === undefined ? undefined : `port ${sshPort} of 127.0.0.1`],
      ['artefacts', artefacts && `${artefacts.folder}: ${artefacts.files.join(', ')}`],
    ],
    { labels: 9, width },
  );
  return `${word} ${style.faint(`after ${seconds} s`)}\n${facts}${renderFindings(findings, style)}`;
}

function renderFindings(findings: readonly GuestFinding[], style: Style): string {
  if (findings.length === 0) return '';
  const met = findings.filter(({ outcome }) => outcome.kind === 'met').length;
  const lines = findings.map(({ wish, outcome }) => {
    const name = renderGuestWish(wish);
    switch (outcome.kind) {
      case 'met':
        return `  ${style.help('yes')}      ${name}\n`;
      case 'differs':
        return `  ${style.error('no')}       ${name}: ${outcome.found}\n`;
      case 'unknown':
        return `  ${style.notice('unknown')}  ${name}: ${outcome.reason}\n`;
      default:
        return unreachable(outcome);
    }
  });
  return `\n${style.strong(`inside: ${met} of ${findings.length} as asked for`)}\n${lines.join('')}`;
}
