import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../../../tools/launch-browser.mjs';
import { browser, needs } from '../../../tools/probes.mjs';
import { type ServedPage, serveFiles } from '../../../tools/served-files.ts';
import { siteFiles } from '../testing/served-site.ts';

const chromiumHere = needs(browser());
const axe = createRequire(import.meta.url).resolve('axe-core');
const address = 'https://pages.invalid/bootwright/';

/** A page of each kind. */
const kinds = [
  'index.html',
  'guides/sealed-images.html',
  'commands.html',
  'codes/index.html',
  'codes/sealed/root-type.html',
  'api/index.html',
  'api/disk.html',
  'architecture.html',
  'decisions/index.html',
  'benchmarks.html',
  'search.html',
  '404.html',
];

describe.skipIf(chromiumHere.missing)(`the site in Chromium${chromiumHere.note}`, () => {
  let running: Browser;
  let read: ReturnType<typeof siteFiles>;
  let served: ServedPage | undefined;
  beforeAll(async () => {
    read = siteFiles();
    running = await launchBrowser();
  }, 120_000);
  afterAll(() => running.close());
  afterEach(() => served?.context.close());

  const open = async (path: string, options: BrowserContextOptions = {}): Promise<Page> => {
    served = await serveFiles(running, address, read, options);
    await served.page.goto(`${address}${path}`);
    return served.page;
  };

  test.each(kinds)(
    '%s has no error, no request elsewhere, and nothing that axe finds, in light and dark',
    async (path) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        const page = await open(path, { colorScheme, bypassCSP: true });
        await page.addScriptTag({ path: axe });
        const violations = await page.evaluate(async () => {
          const { run } = (
            globalThis as unknown as {
              axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
            }
          ).axe;
          return (await run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
        });
        expect({ colorScheme, violations }).toEqual({ colorScheme, violations: [] });
        expect(served?.problems).toEqual([]);
        expect(served?.requests.filter((url) => !url.startsWith(address))).toEqual([]);
        await served?.context.close();
      }
    },
  );

  test.each(kinds)('%s has no width of its own, from 320 to 1280 pixels', async (path) => {
    const page = await open(path);
    for (const width of [320, 360, 768, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect({ width, wide }).toEqual({ width, wide: width });
    }
  });

  test('the policy of a page forbids what is not of the site', async () => {
    const page = await open('index.html');
    const answer = await page.evaluate(() => fetch('https://elsewhere.invalid/').then(String, String));
    expect(answer).toContain('TypeError');
    expect(served?.problems.join('\n')).toContain('Content Security Policy');
    expect(served?.requests.filter((url) => !url.startsWith(address))).toEqual([]);
  });

  test.each(['--output-dir', '"sealed/root-type"', '`disk.yaml`?', '[customizations.user]', 'Blueprint, kernel.'])(
    'the search finds pages for %s, whatever signs are around its words',
    async (query) => {
      const page = await open(`search.html?q=${encodeURIComponent(query)}`);
      await page.locator('#results a').first().waitFor();
      expect(await page.locator('#found').textContent()).toMatch(/^[1-9]\d* pages? found/);
    },
  );

  test('a search ignores signs alone, and markup', async () => {
    const page = await open(`search.html?q=${encodeURIComponent('<img src=x onerror=alert(1)> zzqx')}`);
    await page.waitForFunction(() => document.querySelector('#found')?.textContent === '0 pages found.');
    await page.locator('.search input').fill('?? -- .');
    expect(await page.locator('#found').textContent()).toBe('Type what you look for.');
    expect(served?.problems).toEqual([]);
  });

  test('the search leads from the key "/" to the page of a code', async () => {
    const page = await open('index.html');
    await page.keyboard.press('/');
    await page.keyboard.type('sealed/root-type');
    await page.keyboard.press('Enter');
    await page.locator('#results a').first().click();
    await page.waitForURL(`${address}codes/sealed/root-type.html`);
    expect(await page.locator('h1').textContent()).toBe('sealed/root-type');
    expect(served?.problems).toEqual([]);
  });
});
