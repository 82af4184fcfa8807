import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../../../tools/launch-browser.mjs';
import { browser, needs } from '../../../tools/probes.mjs';
import { diffManifests } from './diff/diff-manifests.ts';
import type { DiffReport } from './render/diff-report.ts';
import { renderHtml } from './render/render-html.ts';

const stage = (type: string, options: unknown) => ({ type: `org.osbuild.${type}`, options });
const manifest = (size: number, ...stages: readonly unknown[]) => ({
  version: '2',
  pipelines: [
    { name: 'build', stages: [stage('noop', {})] },
    {
      name: 'image',
      stages: [
        stage('truncate', { filename: 'disk.raw', size: `${(size + 1028096) * 512}` }),
        stage('sfdisk', {
          label: 'gpt',
          partitions: [
            { size: 1024000, start: 2048, type: 'C12A7328-F81F-11D2-BA4B-00A0C93EC93B' },
            { size, start: 1026048, type: '4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709' },
          ],
        }),
        ...stages,
      ],
    },
  ],
  sources: {},
});
const small = manifest(8_000_000, stage('hostname', { hostname: 'one' }), stage('bootc', { 'kernel-args': ['rw'] }));
const grown = manifest(
  12_000_000,
  stage('bootc', { 'kernel-args': ['rw', 'quiet'] }),
  stage('locale', { language: 'C' }),
);

const report = (name: string, before: unknown, after: unknown): DiffReport => ({
  name,
  before,
  after,
  diff: diffManifests(before, after),
  titles: { before: 'yesterday', after: 'today' },
  reasons: [{ path: ['pipelines', 1, 'stages', 0], text: 'the container grew' }],
});
const hostile = `</script><script>document.title='owned'</script>"'><img src=x onerror="document.title='owned'">\u202e\u0007`;

const chromiumHere = needs(browser());
describe.skipIf(chromiumHere.missing)(`the report in Chromium${chromiumHere.note}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'bootwright-report-'));
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  /** The page, and all that the browser complained of. */
  async function open(reports: readonly DiffReport[], options: BrowserContextOptions = {}) {
    const file = join(folder, `${Math.random()}.html`);
    writeFileSync(file, renderHtml(reports));
    const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) complaints.push(request.url());
    });
    await page.goto(pathToFileURL(file).href);
    return { page, complaints };
  }

  const shown = (page: Page) => page.locator('.change:visible .text').allInnerTexts();

  test('shows disks, stages in line and changes with their reasons', async () => {
    const { page, complaints } = await open([report('one', small, grown)]);
    expect(await page.locator('.summary').textContent()).toBe('2 added, 1 removed, 2 changed.');
    const pictures = await page.getByRole('img').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
    expect(pictures).toEqual([
      'yesterday: disk of 4408.25 MiB with ESP 500 MiB, root 3906.25 MiB',
      'today: disk of 6361.375 MiB with ESP 500 MiB, root 5859.375 MiB',
    ]);
    const heights = await page
      .locator('rect.disk')
      .evaluateAll((all) => all.map((one) => Number(one.getAttribute('height'))));
    expect((heights[0] ?? 0) / (heights[1] ?? 1)).toBeCloseTo(4408.25 / 6361.375, 2);
    const rows = page.locator('.pipeline.differs tbody tr:first-child');
    expect((await rows.allInnerTexts()).map((row) => row.replaceAll(/\s+/g, ' ').trim())).toEqual([
      '1 truncate 1 truncate',
      '2 sfdisk 2 sfdisk',
      '3 hostname none',
      '4 bootc 3 bootc',
      'none 4 locale',
    ]);
    expect(await shown(page)).toEqual([
      'size: 4408.25 MiB → 6361.375 MiB (+1953.125 MiB; 4622385152 → 6670385152 bytes)\nthe container grew',
      'partition root, size: 3906.25 MiB → 5859.375 MiB (+1953.125 MiB; 4096000000 → 6144000000 bytes)',
      'stage removed after sfdisk',
      'kernel argument quiet added',
      'stage added after bootc',
    ]);
    expect(complaints).toEqual([]);
  });

  test('filters by kind of change', async () => {
    const { page } = await open([report('one', small, grown), report('two', small, manifest(9_000_000))]);
    await page.getByLabel('size').uncheck();
    await page.getByLabel('stage').uncheck();
    expect(await shown(page)).toEqual(['kernel argument quiet added']);
    expect(await page.getByRole('status').textContent()).toBe('1 of 9 changes shown');
    expect(await page.locator('.case:visible').count()).toBe(1);
    expect(await page.locator('.pipeline:visible').count()).toBe(1);
    expect(await page.locator('tbody:visible').count()).toBe(1);
    await page.getByLabel('size').check();
    expect(await shown(page)).toHaveLength(5);
  });

  test('searches in changes and stages', async () => {
    const { page } = await open([report('one', small, grown)]);
    await page.keyboard.press('/');
    await page.keyboard.type('bootc QUIET');
    await page.getByText('1 of 5 changes shown').waitFor();
    expect(await shown(page)).toEqual(['kernel argument quiet added']);
    await page.keyboard.press('Escape');
    await page.getByText('5 of 5 changes shown').waitFor();
  });

  test('goes from change to change by keys, and shows where one is', async () => {
    const { page } = await open([report('one', small, grown)]);
    const focused = () => page.evaluate(() => document.activeElement?.querySelector('.text')?.textContent ?? '');
    await page.keyboard.press('c');
    expect(await shown(page)).toEqual([]);
    await page.keyboard.press('n');
    expect(await focused()).toMatch(/^size:/);
    await page.keyboard.press('p');
    expect(await focused()).toBe('stage added after bootc');
    expect(await page.locator('.change:focus').evaluate((one) => getComputedStyle(one).outlineStyle)).toBe('solid');
    await page.keyboard.press('?');
    expect(await page.locator('#keys dl').isVisible()).toBe(true);
    expect(await page.locator('#keys dd').allInnerTexts()).toHaveLength(8);
  });

  test('every control can be reached by Tab, with its focus visible', async () => {
    const { page } = await open([report('one', small, grown)]);
    const seen: string[] = [];
    for (let step = 0; step < 12; step++) {
      await page.keyboard.press('Tab');
      seen.push(
        await page.evaluate(() => {
          const one = document.activeElement;
          if (one === null) return '';
          return `${one.id || one.getAttribute('data-filter') || one.tagName} ${getComputedStyle(one).outlineStyle}`;
        }),
      );
    }
    expect(seen.slice(0, 9)).toEqual([
      'A solid',
      'search solid',
      'unfold solid',
      'fold solid',
      'theme solid',
      'stage solid',
      'kernel-argument solid',
      'size solid',
      'SUMMARY solid',
    ]);
  });

  test.each(['light', 'dark'] as const)(
    'has no accessibility faults in %s, nor after switching',
    async (colorScheme) => {
      const { page } = await open([report('one', small, grown), report('equal', small, small)], {
        colorScheme,
        bypassCSP: true,
      });
      await page.addScriptTag({ path: createRequire(import.meta.url).resolve('axe-core/axe.min.js') });
      const faults = () =>
        page.evaluate(async () => {
          const axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } = Reflect.get(
            globalThis,
            'axe',
          );
          const { violations } = await axe.run();
          return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
        });
      await page.keyboard.press('e');
      expect(await faults()).toEqual([]);
      const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const first = await ground();
      await page.keyboard.press('t');
      expect(await ground()).not.toBe(first);
      expect(await faults()).toEqual([]);
    },
  );

  test('is read without JavaScript', async () => {
    const { page } = await open([report('one', small, grown)], { javaScriptEnabled: false });
    expect(await page.locator('#controls').isVisible()).toBe(false);
    expect(await page.getByText('kernel argument quiet added').isVisible()).toBe(true);
    await page.locator('.pipeline:not(.differs) > summary').click();
    expect(await page.getByText('noop').first().isVisible()).toBe(true);
  });

  test('prints every change, unfolded, without the controls', async () => {
    const { page } = await open([report('one', small, grown)]);
    await page.keyboard.press('c');
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    expect(await shown(page)).toHaveLength(5);
    expect(await page.locator('#controls').isVisible()).toBe(false);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    expect(await shown(page)).toHaveLength(0);
  });

  test('shows hostile manifests and does not run them', async () => {
    const wild = {
      ...grown,
      [hostile]: hostile,
      pipelines: [{ name: hostile, stages: [stage(hostile, { [hostile]: hostile })] }],
    };
    const { page, complaints } = await open([
      { ...report(hostile, small, wild), reasons: [{ path: [], text: hostile }] },
    ]);
    await page.keyboard.press('e');
    expect(await page.title()).toBe('Manifest changes');
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('script').count()).toBe(1);
    expect(await page.locator('body').textContent()).not.toMatch(/[^\n\t\P{Cc}]|\p{Cf}/u);
    expect(await page.locator('h2').textContent()).toContain('</script>');
    expect(complaints).toEqual([]);
  });

  test('takes five megabytes of manifests without a stutter', async () => {
    const many = (seed: number) =>
      manifest(
        8_000_000 + seed,
        ...Array.from({ length: 80 }, (_, index) =>
          stage('mkdir', {
            paths: [{ path: `/srv/${index}/${index % 4 === 0 ? seed : ''}`, parents: true, mode: 493 }],
          }),
        ),
      );
    const reports: DiffReport[] = [];
    for (let bytes = 0, seed = 0; bytes < 5_000_000; seed += 2) {
      const one = report(`case ${seed}`, many(seed), many(seed + 1));
      bytes += JSON.stringify([one.before, one.after], null, 2).length;
      reports.push(one);
    }
    const { page } = await open(reports);
    const times = await page.evaluate(async () => {
      const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      const timed = async (act: () => void) => {
        const start = performance.now();
        act();
        await frame();
        return performance.now() - start;
      };
      const box = document.querySelector<HTMLInputElement>('[data-filter="size"]');
      const [entry] = performance.getEntriesByType('navigation');
      return {
        load: entry?.duration ?? 0,
        filter: await timed(() => box?.click()),
        unfold: await timed(() => document.getElementById('unfold')?.click()),
        scroll: await timed(() => scrollTo(0, document.body.scrollHeight / 2)),
        next: await timed(() => document.dispatchEvent(new KeyboardEvent('keydown', { key: 'n' }))),
      };
    });
    console.log(`report of ${reports.length} cases: ${JSON.stringify(times)} ms`);
    // Far above what is seen, so that a busy machine does not fail it; a page that lays out everything takes longer.
    expect(times.load).toBeLessThan(10_000);
    for (const act of ['filter', 'scroll', 'next'] as const) expect([act, times[act] < 1000]).toEqual([act, true]);
  });
});
