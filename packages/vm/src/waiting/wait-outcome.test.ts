import type { Verdict } from '@bootwright/boot-diagnosis';
import { expect, test } from 'vitest';
import { type Awaited, until } from './awaited.ts';
import { type WaitMoment, type WaitOutcome, waitOutcome } from './wait-outcome.ts';

const onTheWay: Verdict = { kind: 'unfinished', stage: 'kernel' };
const booted: Verdict = { kind: 'booted', by: 'login', line: 'web login:' };
const panicked: Verdict = { kind: 'kernel-panic', line: 'Kernel panic' };
const now: WaitMoment = { verdict: onTheWay, stage: 'kernel', silence: 0, hasReport: false };
const off: WaitMoment = { ...now, end: { kind: 'off' } };

test.each<[string, Awaited, WaitMoment, WaitOutcome]>([
  ['nothing has come yet', until.booted(), now, { kind: 'pending' }],
  ['it has booted', until.booted(), { ...now, verdict: booted }, { kind: 'reached', line: 'web login:' }],
  ['it has booted, and something else is awaited', until.ssh(), { ...now, verdict: booted }, { kind: 'pending' }],
  ['the line has come', until.line('x'), { ...now, line: 'x y' }, { kind: 'reached', line: 'x y' }],
  ['the line came last', until.line('x'), { ...off, line: 'x y' }, { kind: 'reached', line: 'x y' }],
  ['it is silent for long enough', until.silence(50), { ...now, silence: 50 }, { kind: 'reached' }],
  ['it is not silent for long enough', until.silence(50), { ...now, silence: 49 }, { kind: 'pending' }],
  ['the boot got as far', until.stage('kernel'), now, { kind: 'reached' }],
  ['the boot got further', until.stage('boot-loader'), now, { kind: 'reached' }],
  ['the boot did not get as far', until.stage('initramfs'), now, { kind: 'pending' }],
  ['the boot got as far, and failed there', until.stage('kernel'), { ...now, verdict: panicked }, { kind: 'reached' }],
  ['the boot failed before', until.stage('initramfs'), { ...now, verdict: panicked }, { kind: 'failing' }],
  ['the report is there', until.guestReport(), { ...now, hasReport: true }, { kind: 'reached' }],
  ['it is off, as awaited', until.end(), off, { kind: 'reached' }],
  ['it is off too early', until.login(), off, { kind: 'ended' }],
  [
    'it failed, and says why',
    until.login(),
    { ...now, end: { kind: 'failed', reason: 'no memory' } },
    { kind: 'ended', reason: 'no memory' },
  ],
  ['the boot failed', until.booted(), { ...now, verdict: panicked }, { kind: 'failing' }],
  [
    'the boot failed, and the report cannot come',
    until.guestReport(),
    { ...now, verdict: panicked },
    { kind: 'failing' },
  ],
  ['the boot failed, and the line may still come', until.line('x'), { ...now, verdict: panicked }, { kind: 'pending' }],
  ['the boot failed, and it may still end', until.end(), { ...now, verdict: panicked }, { kind: 'pending' }],
])('%s', (_name, awaited, moment, outcome) => {
  expect(waitOutcome(awaited, moment)).toEqual(outcome);
});
