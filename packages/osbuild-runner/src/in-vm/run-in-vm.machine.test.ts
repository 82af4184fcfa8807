import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runInVm, vmNeeds, vmPlace } from '../../testing/vm-place.ts';

const place = vmPlace();
afterAll(() => place.remove());

const script = `echo "$WORD from the guest"
echo complaint >&2
truncate -s 1M /run/bootwright-store/disk && losetup /dev/loop0 /run/bootwright-store/disk
for one in vfat ext4 erofs; do grep -ow $one /proc/filesystems; done >/run/bootwright-output/known
grep -q '^name *: sha512$' /proc/crypto && echo sha512 >>/run/bootwright-output/known
[ -s "/lib/modules/$(uname -r)/modules.dep" ] && echo modules >>/run/bootwright-output/known
exit 7`;

describe.skipIf(vmNeeds.missing)(`a machine with the files of this one${vmNeeds.note}`, () => {
  test('runs a command, whose output, files and exit code come back', { timeout: 900_000 }, async () => {
    const job = { command: ['sh', '-c', script], environment: { WORD: 'hello' } };
    const ended = await runInVm(place, job, (stdout, { exitFile, stderrFile }) => ({
      stdout: Buffer.from(stdout).toString(),
      stderr: readFileSync(stderrFile, 'utf8'),
      code: readFileSync(exitFile, 'utf8'),
    }));
    expect(ended).toEqual({ stdout: 'hello from the guest\n', stderr: 'complaint\n', code: '7\n' });
    expect(readFileSync(join(place.output, 'known'), 'utf8')).toBe('vfat\next4\nerofs\nsha512\nmodules\n');
  });
});
