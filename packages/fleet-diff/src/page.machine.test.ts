import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../../../tools/launch-browser.mjs';
import { browser, needs } from '../../../tools/probes.mjs';
import { renderFleetHtml } from './render/render-html.ts';

const chromiumHere = needs(browser());

const change = (text: string, manifests: readonly number[]) =>
  ({ text, class: 'stage', kind: 'added', manifests }) as const;
const names = Array.from({ length: 250 }, (_, index) => `fedora-${index % 2 === 0 ? 'x86_64' : 'aarch64'}-${index}`);
const all = names.map((_, index) => index);
const html = renderFleetHtml({
  names,
  changed: 250,
  added: [],
  removed: [],
  renamed: [],
  groups: [
    {
      title: 'users',
      members: '',
      changes: [change('users added', all), change('groups added', [0, 2])],
      manifests: all,
    },
    { title: 'kernel', members: '', changes: [change('kernel changed', [1])], manifests: [1] },
  ],
});

describe.skipIf(chromiumHere.missing)(`the page of a set of manifests in Chromium${chromiumHere.note}`, () => {
  let running: Browser;
  let page: Page;
  beforeAll(async () => {
    running = await launchBrowser();
    page = await running.newPage();
  });
  afterAll(() => running.close());

  const shownTexts = (selector: string) => page.locator(selector).filter({ visible: true }).allTextContents();
  const filter = async (field: string, text: string): Promise<void> => {
    await page.setContent(html);
    await page.locator(`#${field}`).fill(text);
    await page.waitForTimeout(200);
  };

  test('the names of a group are listed when it asks for them, in parts', async () => {
    await page.setContent(html);
    expect(await page.locator('.members li').count()).toBe(0);
    await page.locator('.members > summary').first().click();
    await page.locator('.members ul').nth(2).waitFor({ state: 'attached' });
    expect(await page.locator('.members li').allTextContents()).toEqual(names);
  });

  test('a filter by manifest leaves the groups, changes and names that have one', async () => {
    await filter('manifest', 'x86_64-2');
    expect(await shownTexts('.group h2')).toEqual(['users']);
    await page.locator('.members > summary').first().click();
    const expected = names.filter((name) => name.includes('x86_64-2'));
    await page.locator('.members li').first().waitFor();
    expect(await page.locator('.members li').allTextContents()).toEqual(expected);
    expect(await page.locator('#status').textContent()).toBe(`1 of 2 groups, ${expected.length} of 250 manifests`);
  });

  test('a filter by words hides the changes of a group that is unfolded later', async () => {
    await filter('words', 'changed');
    expect(await shownTexts('.group h2')).toEqual(['kernel']);
    await page.locator('.group').nth(1).locator('h2').click();
    expect(await shownTexts('.change .text')).toEqual(['kernel changed']);
    await page.locator('#words').fill('groups added');
    await page.waitForTimeout(200);
    expect(await shownTexts('.change .text')).toEqual(['groups added 2 manifests']);
  });
});
