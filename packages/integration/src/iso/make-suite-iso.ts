import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CommandRunner } from '@bootwright/process';
import { bootwrightOutput } from '../disk/bootwright-output.ts';
import { suiteDisks } from '../disk/suite-disk.ts';
import { writeSuiteRoot } from '../disk/suite-root.ts';
import type { IsoRecipe } from './iso-recipe.ts';
import { parseIsoManifest } from './parse-iso-manifest.ts';
import { writeIso } from './write-iso.ts';

/** What the container says of its ISO: a console that the test reads, and a menu that does not wait long. */
const isoYaml = `label: BOOTWRIGHT-SUITE
grub2:
  timeout: 1
  entries:
    - name: Suite
      linux: /images/pxeboot/KERNEL console=ttyS0,115200n8 no_timer_check
      initrd: /images/pxeboot/initrd.img
`;

export type SuiteIso = 'boots' | 'missing-kernel';

/**
 * Makes an ISO of the unsealed container as osbuild would: the command writes the manifest, and its stages are executed
 * without mounts. `roots` and `scratch` are on one file system; only the ISO remains.
 */
export async function makeSuiteIso(
  kind: SuiteIso,
  { roots, scratch, file }: { readonly roots: string; readonly scratch: string; readonly file: string },
  runner: CommandRunner,
): Promise<{ readonly manifest: string; readonly recipe: IsoRecipe }> {
  const work = mkdtempSync(join(scratch, 'iso-'));
  try {
    const root = join(work, 'root');
    await writeSuiteRoot(root, { disk: suiteDisks.unsealed, root: join(roots, 'unsealed') }, runner);
    const yaml = join(root, 'usr/lib/image-builder/bootc/iso.yaml');
    mkdirSync(dirname(yaml), { recursive: true });
    writeFileSync(yaml, isoYaml.replace('KERNEL', kind === 'boots' ? 'vmlinuz' : 'absent'));
    const image = ['--root', root, '--ref', 'localhost/bootwright/unsealed:suite', '--type', 'bootc-generic-iso'];
    const manifest = await bootwrightOutput(['manifest', ...image, '--seed', '1', '--mock-sources']);
    const recipe = parseIsoManifest(manifest, `the manifest of the ISO that ${kind}`);
    const content = join(work, 'medium');
    mkdirSync(content);
    await writeIso(recipe, { root, scratch: content, file }, runner);
    return { manifest, recipe };
  } finally {
    rmSync(work, { recursive: true });
  }
}
