import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { captured } from '@bootwright/cli';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../../../tools/launch-browser.mjs';
import { browser, needs } from '../../../tools/probes.mjs';
import type { ServedPage } from '../../../tools/served-files.ts';
import { archiveOf, dockerLayout, ociLayout, writeFiles } from '../../container-image/testing/image.ts';
import { bootableImage } from '../../inspect/testing/bootable-image.ts';
import { address, answered, servePage } from '../testing/served-page.ts';

const chromiumHere = needs(browser());
const gzip = (bytes: Uint8Array): Buffer => gzipSync(bytes);

describe.skipIf(chromiumHere.missing)(`archives on the playground in Chromium${chromiumHere.note}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'bootwright-playground-'));
  let running: Browser;
  let served: ServedPage;
  beforeAll(async () => {
    running = await launchBrowser();
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await running.close();
  });
  afterEach(() => served.context.close());

  const open = async (): Promise<Page> => {
    served = await servePage(running);
    await served.page.goto(address);
    await answered(served.page);
    return served.page;
  };
  const facts = (page: Page) => page.locator('#documents-container-panel textarea').inputValue();
  const written = (name: string, bytes: Uint8Array): string => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  const give = async (page: Page, path: string): Promise<void> => {
    await page.locator('input[type=file]').first().setInputFiles(path);
  };
  const isRead = (page: Page, path: string): Promise<unknown> =>
    page.waitForFunction((name) => {
      const area = document.querySelector<HTMLTextAreaElement>('#documents-container-panel textarea');
      return area?.value.includes(name);
    }, `localhost/${path}`);

  test.each([
    ['an OCI archive', 'oci-archive', archiveOf(ociLayout(bootableImage('traditional', { packing: gzip })))],
    ['an OCI archive of a sealed container', 'oci-archive', archiveOf(ociLayout(bootableImage('sealed')))],
    ['what docker save writes', 'docker-archive', archiveOf(dockerLayout(bootableImage('traditional')))],
    ['a compressed archive', 'oci-archive', gzip(archiveOf(ociLayout(bootableImage('sealed', { packing: gzip }))))],
  ])('%s gives the facts that the command gives', async (_name, transport, bytes) => {
    const path = written('my-os.tar', bytes);
    const page = await open();
    await give(page, path);
    await isRead(page, 'my-os:latest');
    const { stdout } = await captured(['inspect', `${transport}:${path}`, '--format', 'json']);
    const { imgref: _, ...expected } = JSON.parse(stdout).container;
    // The page unpacks no initramfs.
    delete expected.os_info.initrd_modules;
    const { imgref, ...found } = JSON.parse(await facts(page));
    expect({ imgref, found }).toEqual({ imgref: 'localhost/my-os:latest', found: expected });
    await answered(page);
    expect(await page.locator('#status').textContent()).toContain('disk.qcow2');
    expect(served.problems).toEqual([]);
    expect(served.requests.every((url) => url.startsWith(address))).toBe(true);
  });

  test('a layout folder that is chosen is read', async () => {
    const layout = writeFiles(join(folder, 'layout'), ociLayout(bootableImage('traditional', { packing: gzip })));
    const page = await open();
    await page.locator('input[type=file]').nth(1).setInputFiles(layout);
    await isRead(page, 'layout:latest');
    expect(JSON.parse(await facts(page)).os_info.os_release.name).toBe('Harbour Linux');
  });

  test('an archive that is dropped anywhere on the page is read', async () => {
    const bytes = [...archiveOf(ociLayout(bootableImage('traditional')))];
    const page = await open();
    await page.evaluate((content) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(content)], 'dropped.tar'));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
    }, bytes);
    await isRead(page, 'dropped:latest');
    expect(JSON.parse(await facts(page)).default_root_fs).toBe('ext4');
  });

  const zeros = Buffer.alloc(100_000_000);
  test.each([
    ['an archive that is all zeros, unpacked', gzip(zeros), /image\/archive/],
    ['a layer that is all zeros, unpacked', archiveOf(ociLayout({ layers: [zeros], packing: gzip })), /no-os-release/],
    ['a damaged layer', damaged(), /image\/digest/],
    ['a text in the place of an archive', Buffer.from('hello, world\n'.repeat(100)), /image\/(?:tar|archive)/],
    ['an empty file', Buffer.alloc(0), /image\/archive/],
  ])('%s is rejected with a fault, and the page goes on', async (_name, bytes, code) => {
    const path = written('hostile.tar', bytes);
    const page = await open();
    const before = await facts(page);
    await give(page, path);
    await page.locator('.finding .level.fault').waitFor();
    expect(await page.locator('.finding').first().textContent()).toMatch(code);
    expect(await facts(page)).toBe(before);
    await answered(page);
    expect(await page.locator('#status').textContent()).toContain('disk.qcow2');
  });

  test('a blueprint file that is dropped becomes the blueprint', async () => {
    const path = written('web.toml', Buffer.from('name = "from a file"\n'));
    const page = await open();
    await give(page, path);
    await page.waitForFunction(() =>
      document.querySelector<HTMLTextAreaElement>('#documents-blueprint-panel textarea')?.value.includes('from a file'),
    );
    expect(await page.locator('#toast').textContent()).toBe('web.toml is the blueprint now.');
  });
});

function damaged(): Buffer {
  const archive = archiveOf(ociLayout(bootableImage('traditional')));
  const at = archive.indexOf('Harbour Linux');
  archive[at] = (archive[at] ?? 0) ^ 1;
  return archive;
}
