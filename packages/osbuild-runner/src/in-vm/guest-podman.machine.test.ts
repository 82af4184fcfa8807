import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostRunner, requireSuccess } from '@bootwright/process';
import { afterAll, describe, expect, test } from 'vitest';
import { byRoot, needs } from '../../../../tools/probes.mjs';
import { runInVm, vmNeeds, vmPlace } from '../../testing/vm-place.ts';

const place = vmPlace();
afterAll(() => place.remove());
const graphRoot = join(place.home, 'its storage');

/** As podman lays a storage out: an image of two layers, the second of which removes a file of the first. */
async function makeStorage(): Promise<void> {
  for (const folder of ['overlay/one/diff', 'overlay/two/diff', 'overlay/l', 'overlay-images', 'overlay-layers']) {
    mkdirSync(join(graphRoot, folder), { recursive: true });
  }
  symlinkSync('../one/diff', join(graphRoot, 'overlay/l/ONE'));
  writeFileSync(join(graphRoot, 'overlay/one/diff/kept'), 'kept\n');
  writeFileSync(join(graphRoot, 'overlay/one/diff/gone'), 'gone\n');
  await whiteout(join(graphRoot, 'overlay/two/diff/gone'));
  for (const name of ['images', 'layers']) {
    writeFileSync(join(graphRoot, `overlay-${name}/${name}.json`), '[]');
    writeFileSync(join(graphRoot, `overlay-${name}/${name}.lock`), '');
  }
}

/** See "whiteouts and opaque directories" of Documentation/filesystems/overlayfs.rst. */
async function whiteout(path: string): Promise<void> {
  requireSuccess(await hostRunner(process.env).run(['mknod', path, 'c', '0', '0']));
}

/** What podman and skopeo do with it: try folders, take locks, lay the layers over each other. */
const script = `set -e
cd "$STORAGE"
mkdir overlay/tried
echo changed >overlay-images/images.json
ls overlay/l/ONE/ overlay-layers
mkdir /run/merged
mountpoint -q overlay || mount --bind overlay overlay
mount -t overlay -o lowerdir=overlay/two/diff:overlay/one/diff image /run/merged
cat /run/merged/*`;

const missing = byRoot() === undefined ? vmNeeds : needs(byRoot());

describe.skipIf(missing.missing)(`the images of podman in the machine of a build${missing.note}`, () => {
  test('are there, with what layers hide, and what is written stays there', { timeout: 900_000 }, async () => {
    await makeStorage();
    const job = { command: ['sh', '-c', `exec 2>&1; ${script}`], environment: { STORAGE: graphRoot }, graphRoot };
    const said = await runInVm(place, job, (stdout) => Buffer.from(stdout).toString());
    expect(said).toBe('overlay-layers:\nlayers.json\nlayers.lock\n\noverlay/l/ONE/:\ngone\nkept\nkept\n');
    expect(readFileSync(join(graphRoot, 'overlay-images/images.json'), 'utf8')).toBe('[]');
    expect(existsSync(join(graphRoot, 'overlay/tried'))).toBe(false);
  });
});
