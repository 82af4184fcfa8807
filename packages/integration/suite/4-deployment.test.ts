import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  checkGuest,
  type GuestExpectation,
  guestChecks,
  parseGuestReport,
  renderGuestExpectation,
} from '@bootwright/guest-checks';
import { hostRunner, requireSuccess } from '@bootwright/process';
import { boot, readSecureBootKeys, until } from '@bootwright/vm';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { type DeploymentDisk, makeDeploymentDisk, withAddons } from '../src/deployment/make-deployment-disk.ts';
import { guestPcrs, reportsOf, twoBoots } from '../src/deployment/two-boots.ts';
import { probeDeployment } from '../src/probes/suite-deployment.ts';
import { bootwright, bootwrightOutput } from './bootwright.ts';
import { blueprint, expectations, state } from './customizations.ts';
import { defineSuite } from './define-suite.ts';
import { keep } from './keep.ts';

/** Milliseconds that two boots may take on a busy machine that emulates. */
const patience = 900_000;

defineSuite('deployment', probeDeployment(process.env), ({ roots }) => {
  const runner = hostRunner(process.env);
  const folder = join(inject('home'), 'deployment');
  const at = (name: string) => join(folder, name);
  const keys = join(roots, 'keys');
  let disk: DeploymentDisk;

  beforeAll(async () => {
    mkdirSync(folder);
    writeFileSync(at('blueprint.toml'), blueprint);
    disk = await makeDeploymentDisk(state, { roots, scratch: folder, file: at('base.raw') }, runner);
    const subject = ['-subj', '/CN=Another key/', '-keyout', at('other.key'), '-out', at('other.pem')];
    const request = ['openssl', 'req', '-new', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '30'];
    requireSuccess(await runner.run([...request, ...subject]));
    const build = ['addon', 'build', '--arch', 'x86_64', '--kernel-args', 'rw bootwright.suite=1'];
    const signed = (name: string) => ['--key', `${name}.key`, '--certificate', `${name}.pem`];
    await bootwrightOutput([...build, ...signed(join(keys, 'db')), '-o', at('site.addon.efi')]);
    await bootwrightOutput([...build, '-o', at('unsigned.addon.efi')]);
    await bootwrightOutput([...build, ...signed(at('other')), '-o', at('other.addon.efi')]);
  });

  /** The disk with these addons. */
  const diskWith = async (...names: readonly string[]): Promise<string> => {
    const to = at(`${names.join('-')}.raw`);
    const addons = names.map((name) => at(`${name}.addon.efi`));
    await withAddons({ from: at('base.raw'), to }, { recipe: disk.recipe, addons }, runner);
    return to;
  };
  const measured = async () => {
    const args = ['uki', 'measure', at('base.raw.efi'), '--addon', at('site.addon.efi'), '--json'];
    return JSON.parse(await bootwrightOutput(args));
  };

  test('the seal of the unified kernel image is of the root with it, also after the customizations', async () => {
    expect(disk.commandLine).toContain(`composefs=${disk.digest}`);
    expect(disk.verified).toMatchObject({ digest: disk.digest, holds: true });
  });

  test('PCR 11 is what systemd-measure calculates of the image', async () => {
    const { pcr11 } = await measured();
    const values = (bank: 'sha256' | 'sha384') => Object.values(pcr11[bank]);
    expect({ sha256: values('sha256'), sha384: values('sha384') }).toEqual(disk.pcrs);
  });

  // One processor: the kernel of an emulated machine with two has panicked as these called each other. So both can run at
  // the same time.
  describe.concurrent('boots with Secure Boot and a TPM', () => {
    test('twice: with all customizations, and with the registers that were predicted', async ({ expect }) => {
      const checks = guestChecks(expectations);
      await using machine = await boot(await diskWith('site'), {
        ...{ architecture: 'x86_64', cpus: 1, tpm: true, script: twoBoots(checks) },
        secureBoot: { kind: 'own-keys', certificates: readSecureBootKeys(keys) },
      });
      try {
        await machine.waitFor(until.guestReport(), { timeoutMilliseconds: patience });
      } finally {
        keep('deployment.console.log', machine.consoleBytes());
      }
      const { pcr11, pcr12 } = await measured();
      const ready = 'enter-initrd:leave-initrd:sysinit:ready';
      const expected = {
        met: expectations.map((expectation) => [renderGuestExpectation(expectation), { kind: 'met' }]),
        pcrs: {
          'sha256 11': pcr11.sha256[ready],
          'sha256 12': pcr12.sha256,
          'sha384 11': pcr11.sha384[ready],
          'sha384 12': pcr12.sha384,
        },
      };
      const { first, second } = reportsOf(machine.reportBytes());
      const found = [first, second].map((report) => ({
        met: checkGuest(expectations, parseGuestReport(report, checks)).map(({ expectation, outcome }) => [
          renderGuestExpectation(expectation),
          outcome,
        ]),
        pcrs: guestPcrs(report),
      }));
      expect(found).toEqual([expected, expected]);
    });

    test('without its arguments where an addon is not signed by a trusted key, and says so', async ({ expect }) => {
      const file = await diskWith('other', 'unsigned');
      const secure = ['--arch', 'x86_64', '--secure-boot', '--keys', keys, '--tpm'];
      const checks = ['--check', at('blueprint.toml'), '--timeout', `${patience / 1000}s`];
      const { status, stdout } = await bootwright(['boot', file, '--cpus', '1', ...secure, ...checks, '--json']);
      const report = JSON.parse(stdout);
      keep('deployment-without-addon.json', stdout);
      const outcomes = report.findings.map((finding: Readonly<Record<string, GuestExpectation & object>>) => {
        const [expectation, outcome] = Object.values(finding);
        return expectation === undefined ? [] : [renderGuestExpectation(expectation), outcome];
      });
      const cause = 'Secure Boot is on, and it is not signed by a key that the firmware trusts';
      expect({ status, verdict: report.verdict.kind, findings: report.console_findings }).toMatchObject({
        status: 4,
        verdict: 'booted',
        findings: ['other', 'unsigned'].map((name) => ({
          code: 'addon-ignored',
          what: `the addon ${name}.addon.efi was ignored`,
          cause,
        })),
      });
      expect(Object.fromEntries(outcomes)).toMatchObject({
        'kernel argument bootwright.suite=1': { kind: 'differs', found: 'it is not on the command line' },
        // Plain files of the state need no addon.
        'host name quay': { kind: 'met' },
        'berth.service enabled': { kind: 'met' },
      });
    });
  });
});
