import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { explainVerdict } from '@bootwright/boot-diagnosis';
import { hostRunner, outputText, requireSuccess } from '@bootwright/process';
import { type BootOptions, boot, type Machine, readSecureBootKeys, until } from '@bootwright/vm';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import type { DiskRecipe } from '../src/disk/disk-recipe.ts';
import { makeSuiteDisk } from '../src/disk/make-suite-disk.ts';
import { type SuiteDiskName, suiteDisks } from '../src/disk/suite-disk.ts';
import { probeDisks } from '../src/probes/suite-disks.ts';
import { defineSuite } from './define-suite.ts';
import { keep } from './keep.ts';

/** Milliseconds that a boot may take on a busy machine that emulates. */
const patience = 600_000;

defineSuite('disks', probeDisks(process.env), ({ roots }) => {
  const runner = hostRunner(process.env);
  const folder = join(inject('home'), 'disks');
  const file = (name: SuiteDiskName) => join(folder, `${name}.raw`);
  const recipes = new Map<string, DiskRecipe>();

  beforeAll(async () => {
    mkdirSync(folder);
    for (const [name, disk] of Object.entries(suiteDisks)) {
      const place = { roots, scratch: folder, file: join(folder, `${name}.raw`) };
      const { manifest, recipe } = await makeSuiteDisk(disk, place, runner);
      recipes.set(name, recipe);
      keep(`${name}.manifest.json`, manifest);
    }
  });

  const secure: BootOptions = {
    secureBoot: { kind: 'own-keys', certificates: readSecureBootKeys(join(roots, 'keys')) },
  };

  /** Boots a disk for as long as `use` takes; its console is kept. */
  async function booted<T>(
    name: SuiteDiskName,
    options: BootOptions,
    use: (machine: Machine) => Promise<T>,
  ): Promise<T> {
    await using machine = await boot(file(name), { cpus: 1, ...options });
    try {
      return await use(machine);
    } finally {
      keep(`${name}${options.secureBoot === undefined ? '' : '.secure-boot'}.console.log`, machine.consoleBytes());
    }
  }

  test('the partition table that sfdisk finds is the one of the manifest', async () => {
    for (const [name, recipe] of recipes) {
      const { stdout } = requireSuccess(await runner.run(['sfdisk', '--json', join(folder, `${name}.raw`)]));
      const { partitiontable } = JSON.parse(outputText(stdout));
      const found = partitiontable.partitions.map(({ start, size, type, uuid }: FoundPartition) => ({
        start: start * 512,
        size: size * 512,
        type,
        uuid: uuid.toLowerCase(),
      }));
      expect({ name, uuid: partitiontable.id.toLowerCase(), found }).toEqual({
        name,
        uuid: recipe.tableUuid,
        found: recipe.partitions.map(({ start, size, type, uuid }) => ({ start, size, type, uuid })),
      });
    }
  });

  // Two at a time with a processor each: with more than the host has, a guest gives up on devices that come too late.
  describe.concurrent('boots', () => {
    test.for([
      ['sealed', 'with Secure Boot and our own keys', secure],
      ['unsealed', 'plain', {}],
    ] as const)('%s, %s, to a login prompt', ([name, , options], { expect }) =>
      booted(name, options, async (machine) => {
        const { milliseconds } = await machine.waitFor(until.login(), { timeoutMilliseconds: patience });
        console.log(
          `${name}${options === secure ? ', Secure Boot' : ''}: a login prompt after ${Math.round(milliseconds / 1000)} s`,
        );
        expect(machine.verdict()).toMatchObject({ kind: 'booted' });
      }),
    );

    test('sealed, plain, to a login prompt, with a script inside that sees what the manifest has laid out', ({
      expect,
    }) =>
      booted('sealed', { script: guestScript }, async (machine) => {
        await machine.waitFor(until.login(), { timeoutMilliseconds: patience });
        expect(machine.verdict()).toMatchObject({ kind: 'booted' });
        await machine.waitFor(until.guestReport(), { timeoutMilliseconds: patience });
        const root = recipes.get('sealed')?.partitions.find(({ mountpoint }) => mountpoint === '/');
        const report = new TextDecoder().decode(machine.reportBytes());
        expect(report).toContain(`PART_ENTRY_UUID=${root?.uuid}\n`);
        expect(report).toContain(`PART_ENTRY_TYPE=${root?.type.toLowerCase()}\n`);
        expect(report).toContain('TYPE=ext4\n');
      }));

    test.for([
      ['the root is of the generic Linux type', 'root-not-found', {}, 'boot/root-not-found', 'recommended'],
      ['the unified kernel ends in the middle', 'truncated-kernel', {}, 'boot/broken-kernel', 'build the image again'],
      ['nobody has signed the unified kernel', 'unsigned-kernel', secure, 'boot/secure-boot', 'sign'],
    ] as const)('%s: that is said', ([, name, options, code, hint], { expect }) =>
      booted(name, options, async (machine) => {
        const waiting = machine.waitFor(until.booted(), { timeoutMilliseconds: patience });
        await expect(waiting).rejects.toMatchObject({ code, hint: expect.stringContaining(hint) });
        expect(machine.verdict().kind).toBe(code.replace('boot/', ''));
      }),
    );

    test('a kernel that does not know where to write: that is said', ({ expect }) =>
      booted('no-console', {}, async (machine) => {
        await machine.waitFor(until.line('BdsDxe: starting'), { timeoutMilliseconds: patience });
        await machine.waitFor(until.silence(20_000), { timeoutMilliseconds: patience });
        const { what, cure } = explainVerdict(machine.verdict(), 'x86_64');
        expect({ what, cure }).toEqual({
          what: 'the boot did not finish',
          cure: expect.stringContaining('console=ttyS0'),
        });
      }));

    test('a unit that never ends: it is named', ({ expect }) =>
      booted('endless-unit', {}, async (machine) => {
        await machine.waitFor(until.line(/endless\.service\/start running/), { timeoutMilliseconds: patience });
        const { cause } = explainVerdict(machine.verdict(), 'x86_64');
        expect(machine.verdict()).toMatchObject({ kind: 'unfinished', stage: 'system' });
        expect(cause).toContain('endless.service');
        // The fault names the awaited event and the unit on the console.
        const waiting = machine.waitFor(until.login(), { timeoutMilliseconds: 5000 });
        await expect(waiting).rejects.toMatchObject({
          code: 'boot/timeout',
          message: expect.stringMatching(/a login prompt[\s\S]*endless\.service/),
        });
      }));
  });
});

/** As `sfdisk --json` prints it. */
interface FoundPartition {
  readonly start: number;
  readonly size: number;
  readonly type: string;
  readonly uuid: string;
}

/** What the kernel and the disk say, not what udev remembers. */
const guestScript = `echo bootwright-report begin
device=$(findmnt --noheadings --output SOURCE --target /)
blkid --probe --output export "$device"
echo bootwright-report end
`;
