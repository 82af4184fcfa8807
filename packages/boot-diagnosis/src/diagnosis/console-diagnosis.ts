import { defined } from '@bootwright/core';
import { type BootStage, isBeforeKernel, isRestart, stageAfter } from './boot-stage.ts';
import { isStatusLine } from './status-line.ts';
import { deviceIn } from './unit-name.ts';
import type { Verdict } from './verdict.ts';

/** Diagnoses a console line by line. */
export interface ConsoleDiagnosis {
  add(line: string): void;
  /** The verdict; `partial` is the incomplete last line, such as a prompt. */
  verdict(partial?: string): Verdict;
  /** How far the boot got. */
  stage(): BootStage;
}

/** How many failed steps are kept, and how many characters of a line: a console may contain anything. */
const keptFailures = 20;
const keptWidth = 300;
/** How many lines of a BIOS console may be pieces of one. */
const joinedLines = 4;
/** Number of failures from which on a step counts as restarted again and again. */
const manyFailures = 3;

/** The prompt alone, or followed by a kernel message, because it has no line break. */
export const loginPrompt = /^[^\s*|]\S* login: *(?:$|\S+ \(automatic login\)|\[ *\d+\.\d{6}\] )/;
const bootedTarget =
  /^\[ +OK +\] Reached target (?:multi-user\.target|graphical\.target|Multi-User System|Graphical Interface)(?: - |\.?$)/;
/** Messages of systemd's device jobs, dracut, initramfs-tools and the kernel. */
const rootTimedOut = /^\[ *TIME *\] Timed out waiting for (?:device )?/;
const rootMissing = [
  /Warning: "?\/dev\/\S+"? does not exist$/,
  /^ALERT! {2}.* does not exist\./,
  /Gave up waiting for root (?:file system )?device/,
  /VFS: (?:Cannot open root device|Unable to mount root fs)/,
] as const;
/** Messages of dracut's livenet and url-lib, of Anaconda's part in the initramfs, and of curl in it. */
const notLoadedRoot =
  /[Ff]ailed to download live image|Downloading '\S+' failed|failed to get live image header|curl: \(\d+\) |anaconda: (?:failed to fetch|Failed to find)/;
/** Anaconda's first messages on the console. */
export const installerStart = /^Starting installer, one moment\.\.\.|^anaconda \S+ for .* started\.$/;
/** The help below GRUB's menu, which a narrow console breaks. Where no time runs out, it waits for a key. */
const menuHelp = /^\s*Use the \S+ and \S+ keys to\b/;
const menuTimer = /The highlighted entry will be executed automatically\b/;
const emergency =
  /^Entering (?:emergency|rescue) mode|^You are in (?:emergency|rescue) mode|(?:^\[ +OK +\]|systemd\[1\]:) Reached target (?:emergency\.target|Emergency Mode)(?: - |\.?$)|^Dropping to a shell!|^dracut:\/#/;
const failedStep = /^\[ *(?:FAILED|DEPEND) *\] (?:Failed to (?:start|mount)|Dependency failed for) (.+?)\.?$/;
const waitingJob = /^\[[ *]+\] (?:\(\d+ of \d+\) )?(?:Job|A start job is running for) (.+?)(?:\/start running)? \(/;
const composefs =
  /fs-?verity.*(?:mismatch|not enabled|not supported|does not)|Expected digest \S+ but found|Failed to mount composefs|composefs: .*(?:failed|mismatch|invalid)|overlayfs: .*verity|No composefs image in cmdline/i;
const rejected =
  /Access Denied|Security Violation|bad shim signature|prohibited by secure boot policy|Verification failed/i;
/** systemd's boot loader and stub say so of what they start without (`src/boot`); the findings of the console name it. */
const continues = /, (?:ignoring|skipping)\b/;
const notLoaded = [
  /\.c:\d+@\w+: (?:Error (?:loading|starting|preparing|opening entry|registering)|Failed to (?:execute|load)|Bad kernel|Unable to locate|Kernel )/,
  /^(?:Error loading|Error preparing initrd|Failed to execute|Bad kernel image|Unable to locate embedded)/,
  /^EFI stub: ERROR:/,
  /^error: (?:.*: ?)?(?:invalid magic number|you need to load the kernel first|file `?.*'? not found|premature end of file)/,
] as const;
/** The entry of a hard disk: the other default entries fail on every machine. */
const loadFailed = /^BdsDxe: failed to (?:load|start) Boot\d+ .*: (?!Not Found$)(.+)$/;
const nothingToStart = [
  [
    'no-device',
    /^BdsDxe: No bootable option or device was found|^No bootable device|^Boot failed: not a bootable disk|E3405: No such device|^No zIPL/,
  ],
  ['uefi-shell', /^UEFI Interactive Shell|^Shell> ?/],
  ['no-entry', /No loader found\.|^grub(?: rescue)?> ?|Unable to determine boot entry|^No configuration file/i],
] as const;
const panic = /(?:^|\] ?)Kernel panic - not syncing: |^\[ *\d+\.\d+\] ---\[ end Kernel panic/;
/** systemd's last message on the console or in the kernel log (src/core/main.c, src/core/crash-handler.c). */
const managerFailed = /^\[!!!!!!\] (.+?)\.?$|systemd\[1\]: ((?:.*, )?[Ff]reezing execution)\.?$/;
/** A message of systemd in the kernel log. */
const managerMessage = /^\[ *\d+\.\d+\] systemd\[1\]: (.+?)\.?$/;
const poweredOff =
  /(?:^|\] ?)reboot: (?:Power down|System halted|Restarting system)|systemd-shutdown\[1\]: (?:Powering off|Rebooting)\./;

type Failure = Exclude<Verdict, { readonly kind: 'booted' | 'unfinished' | 'powered-off' | 'emergency' }>;

/** Starts a diagnosis. */
export function consoleDiagnosis(): ConsoleDiagnosis {
  let stage: BootStage = 'nothing';
  let booted: Verdict | undefined;
  let failure: Failure | undefined;
  let off: Verdict | undefined;
  let isEmergency = false;
  /** After a panic, or when process 1 froze: nothing boots any more, whatever is printed. */
  let isFinal = false;
  const failed = new Map<string, number>();
  let expected: string | undefined;
  let waitsFor: string | undefined;
  let last: string | undefined;
  let recent: readonly string[] = [];
  let menu: 'waits' | 'counts' | undefined;
  /** What systemd wrote to the kernel log in the line before. */
  let managerError: string | undefined;

  const timesOf = (step: string) => failed.get(step) ?? 0;
  const note = (found: Failure) => {
    // The first failure causes the later ones; but a panic replaces any failure before it.
    failure ??= found;
  };
  /** What is not the description of a unit. */
  const addMessage = (line: string) => {
    const isPanic = panic.test(line);
    if (isPanic) failure = panicAfter(failure, line);
    const reason = managerFailed.exec(line);
    if (reason !== null) {
      note({ kind: 'manager-failed', reason: reason[1] ?? reason[2] ?? '', ...defined({ error: managerError }), line });
    }
    managerError = managerMessage.exec(line)?.[1];
    isFinal ||= reason !== null || isPanic;
    if (stage !== 'system' && composefs.test(line)) note({ kind: 'composefs', line });
    if (stage !== 'system' && rootMissing.some((sign) => sign.test(line))) note(rootNotFound(line, expected));
    if (stage !== 'system' && notLoadedRoot.test(line)) note({ kind: 'root-not-loaded', line });
    if (poweredOff.test(line)) off = { kind: 'powered-off', stage, line };
  };
  const add = (given: string) => {
    const line = given.length > keptWidth ? given.slice(0, keptWidth) : given;
    last = line;
    stage = stageAfter(stage, line);
    if (isRestart(line)) isFinal = false;
    const by = isFinal ? undefined : bootedBy(line);
    if (by !== undefined) {
      booted ??= { kind: 'booted', by, line };
      [failure, isEmergency] = [undefined, false];
      failed.clear();
    }
    if (isBeforeKernel(stage)) {
      // The firmware goes on with the next device.
      if (/^Booting from |^BdsDxe: (?:loading|starting) /.test(line)) {
        recent = [];
        if (failure?.kind === 'no-boot-loader') failure = undefined;
      }
      if (menuHelp.test(line)) menu = 'waits';
      if (menuTimer.test(line)) menu = 'counts';
      recent = [...recent.slice(1 - joinedLines), line];
      const found = failureOfPieces(recent);
      if (found !== undefined) note(found);
      return;
    }
    // A failure of the firmware did not matter, because the kernel runs now.
    if (failure !== undefined && isFailureBeforeKernel(failure)) failure = undefined;
    waitsFor = waitingJob.exec(line)?.[1] ?? (line.startsWith('[  OK  ]') ? undefined : waitsFor);
    if (/Expecting device /.test(line) && stage !== 'system') expected = deviceIn(line) ?? expected;
    if (!isStatusLine(line)) addMessage(line);
    if (stage !== 'system' && rootTimedOut.test(line)) note(rootNotFound(line, expected));
    const step = failedStep.exec(line)?.[1];
    if (step !== undefined && (failed.has(step) || failed.size < keptFailures)) failed.set(step, timesOf(step) + 1);
    if (emergency.test(line)) isEmergency = true;
  };
  const verdict = (partial = ''): Verdict => {
    if (failure !== undefined) return failure;
    const inEmergency: Verdict = { kind: 'emergency', stage, failed: [...failed.keys()] };
    if (isEmergency) return inEmergency;
    if (booted !== undefined) return booted;
    if (loginPrompt.test(partial)) return { kind: 'booted', by: 'login', line: partial };
    if (partial !== '' && isBeforeKernel(stage)) {
      const found = failureOfPieces([...recent.slice(1 - joinedLines), partial]);
      if (found !== undefined) return found;
    }
    if (emergency.test(partial)) return inEmergency;
    if (off !== undefined) return off;
    const line = partial === '' ? last : partial;
    const waits = menu === 'waits' && isBeforeKernel(stage) ? 'a choice in the boot menu' : waitsFor;
    const restarts = mostFailures(failed);
    return {
      kind: 'unfinished',
      stage,
      ...defined({ waitsFor: waits, restarts, line }),
    };
  };
  return { add, verdict, stage: () => stage };
}

function bootedBy(line: string): Extract<Verdict, { kind: 'booted' }>['by'] | undefined {
  if (loginPrompt.test(line)) return 'login';
  if (bootedTarget.test(line)) return 'target';
  return installerStart.test(line) ? 'installer' : undefined;
}

/** The step that failed most often, if at least `manyFailures` times. */
function mostFailures(failed: ReadonlyMap<string, number>): { step: string; times: number } | undefined {
  const [most] = [...failed].sort(([, one], [, other]) => other - one);
  return most === undefined || most[1] < manyFailures ? undefined : { step: most[0], times: most[1] };
}

function rootNotFound(line: string, expected: string | undefined): Failure {
  const named = deviceIn(line) ?? /"?(\/dev\/[^\s"]+|(?:UUID|LABEL|PARTUUID|PARTLABEL)=[^\s"]+)/.exec(line)?.[1];
  const device = named ?? /Cannot open root device "([^"]+)"/.exec(line)?.[1] ?? expected;
  return { kind: 'root-not-found', line, ...(device !== undefined && { device }) };
}

/** A kernel without an initramfs panics when the root is missing: that is the cause. It prints each panic twice. */
function panicAfter(before: Failure | undefined, line: string): Failure {
  const causes: readonly Failure['kind'][] = ['root-not-found', 'root-not-loaded', 'composefs', 'kernel-panic'];
  return before !== undefined && causes.includes(before.kind) ? before : { kind: 'kernel-panic', line };
}

/** The last line, or what it is the end of: a BIOS moves its cursor in the midst of a line that came slowly. */
function failureOfPieces(pieces: readonly string[]): Failure | undefined {
  for (const index of [...pieces.keys()].reverse()) {
    const found = failureBeforeKernel(pieces.slice(index).join('').slice(0, keptWidth));
    if (found !== undefined) return found;
  }
  return undefined;
}

function failureBeforeKernel(line: string): Failure | undefined {
  if (continues.test(line)) return undefined;
  if (rejected.test(line)) return { kind: 'secure-boot', line };
  if (notLoaded.some((sign) => sign.test(line)) || loadFailed.test(line)) return { kind: 'broken-kernel', line };
  const nothing = nothingToStart.find(([, sign]) => sign.test(line));
  return nothing === undefined ? undefined : { kind: 'no-boot-loader', seen: nothing[0], line };
}

function isFailureBeforeKernel({ kind }: Failure): boolean {
  return kind === 'secure-boot' || kind === 'broken-kernel' || kind === 'no-boot-loader';
}
