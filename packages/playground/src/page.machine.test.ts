import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../../../tools/launch-browser.mjs';
import { browser, needs } from '../../../tools/probes.mjs';
import type { ServedPage } from '../../../tools/served-files.ts';
import { address, answered, servePage } from '../testing/served-page.ts';
import { createOutcome } from './compute/create-outcome.ts';
import { firstExample } from './inputs/examples.ts';

const chromiumHere = needs(browser());
const axe = createRequire(import.meta.url).resolve('axe-core');

describe.skipIf(chromiumHere.missing)(`the playground in Chromium${chromiumHere.note}`, () => {
  let running: Browser;
  let served: ServedPage | undefined;
  beforeAll(async () => {
    running = await launchBrowser();
  });
  afterAll(() => running.close());
  afterEach(() => served?.context.close());

  const open = async (options: Parameters<typeof servePage>[1] = {}, fragment = ''): Promise<Page> => {
    served = await servePage(running, options);
    await served.page.goto(`${address}${fragment}`);
    await answered(served.page);
    return served.page;
  };
  const type = async (page: Page, name: string, text: string): Promise<void> => {
    await page.locator(`#documents-${name}`).click();
    await page.locator(`#documents-${name}-panel textarea`).fill(text);
    await answered(page);
  };
  const problems = () => served?.problems;

  test('it begins with an image, whose manifest is that of the packages', async () => {
    const page = await open();
    await page.locator('#outputs-manifest').click();
    await page.getByRole('button', { name: 'JSON' }).click();
    expect(await page.locator('#outputs-manifest-panel .code').last().textContent()).toBe(
      (await createOutcome(firstExample.input)).manifest,
    );
    expect(problems()).toEqual([]);
  });

  test('what one types is answered: a fault is marked, and a click on it selects its word', async () => {
    const page = await open();
    await type(page, 'blueprint', '[customizations]\nhostnam = "web1"\n');
    expect(await page.locator('#status').textContent()).toContain('No image: 1 fault');
    expect(await page.locator('.mark.fault').textContent()).toBe('hostnam');
    expect(await page.locator('#documents-blueprint .badge').textContent()).toBe('1 1 fault');
    await page.locator('.finding').click();
    const selected = page.locator('#documents-blueprint-panel textarea');
    expect(
      await selected.evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart, area.selectionEnd)),
    ).toBe('hostnam');
    await type(page, 'blueprint', '[customizations.kernel]\nappend = "quiet"\n');
    expect(await page.locator('#outputs-image-panel').textContent()).toContain('console=ttyS0 quiet');
  });

  test('a text that is too long leaves the image before, marked as old, and no finding of another text', async () => {
    const page = await open();
    await type(page, 'blueprint', '[[customizations.user]]\nname = "ann"\n');
    expect(await page.locator('.finding').count()).toBe(1);
    const area = page.locator('#documents-blueprint-panel textarea');
    await area.fill(`name = "${'a'.repeat(400_000)}"\n`);
    await page.waitForFunction(() => document.documentElement.dataset.state === 'failed');
    expect(await page.locator('#status').textContent()).toBe(
      'No image: blueprint has more than 400000 characters. What is below was made before.',
    );
    expect(await page.locator('#results.stale').count()).toBe(1);
    expect(await page.locator('.finding').count()).toBe(0);
    await type(page, 'blueprint', 'name = "short"\n');
    expect(await page.locator('#results.stale').count()).toBe(0);
  });

  const drop = (page: Page, texts: Readonly<Record<string, string>>): Promise<void> =>
    page.evaluate((all) => {
      const dataTransfer = new DataTransfer();
      for (const [name, text] of Object.entries(all)) dataTransfer.items.add(new File([text], name));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    }, texts);

  test('several texts that are dropped at once are all taken', async () => {
    const page = await open();
    await drop(page, { 'web.toml': 'name = "dropped"\n', 'disk.yaml': 'mount_configuration: units\n' });
    await page.locator('#toast.shown').waitFor();
    expect(await page.locator('#toast').textContent()).toBe(
      'web.toml is the blueprint now. disk.yaml is the disk.yaml now.',
    );
    const text = (name: string) => page.locator(`[id="documents-${name}-panel"] textarea`).inputValue();
    expect([await text('blueprint'), await text('disk.yaml')]).toEqual([
      'name = "dropped"\n',
      'mount_configuration: units\n',
    ]);
  });

  test('a file that is not an archive, and too many files, are reported', async () => {
    const page = await open();
    const answer = async (text: string) => {
      await page.locator('.finding').filter({ hasText: text }).waitFor();
      return page.locator('.finding').filter({ hasText: text }).textContent();
    };
    await drop(page, { 'a.tar': '\0'.repeat(10_240) });
    expect(await answer('image/archive')).toContain(
      'drop an archive that podman save, skopeo copy or docker save wrote',
    );
    await drop(page, Object.fromEntries(Array.from({ length: 5 }, (_, index) => [`${index}.toml`, 'a'])));
    expect(await answer('image/layout')).toContain('drop a folder, or at most 4 files');
  });

  test('a stage lights the line that it is there for, and leads to it', async () => {
    const page = await open();
    await page.locator('#outputs-manifest').click();
    const stage = page.locator('.outline li').filter({ hasText: 'users admin' });
    await stage.hover();
    expect(await page.locator('.line.caused').allTextContents()).toEqual(['[[customizations.user]]\n']);
    await stage.getByRole('button', { name: 'user[0]' }).click();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Blueprint, text');
  });

  test('a link brings its input to another browser', async () => {
    const page = await open();
    await type(page, 'blueprint', 'name = "ünïcode"\n');
    await page.getByLabel('Image type').selectOption('ami');
    await page.getByLabel('Profile', { exact: true }).selectOption('recommended');
    await page.getByRole('button', { name: 'Copy link' }).click();
    await page.locator('#toast.shown').waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link.startsWith(`${address}#1.`)).toBe(true);
    await served?.context.close();
    const other = await open({}, link.slice(address.length));
    expect(await other.locator('#documents-blueprint-panel textarea').inputValue()).toBe('name = "ünïcode"\n');
    expect(await other.getByLabel('Image type').inputValue()).toBe('ami');
    expect(await other.getByLabel('Profile', { exact: true }).inputValue()).toBe('recommended');
  });

  test('a damaged link is said to be one, and the page begins as usual', async () => {
    const page = await open({}, '#1.AAAA');
    expect(await page.locator('#toast').textContent()).toBe('the link cannot be read: it is damaged.');
    expect(await page.locator('#status').textContent()).toContain('disk.qcow2');
  });

  test('the keyboard reaches everything, in the order in which it is seen', async () => {
    const page = await open();
    const reached: string[] = [];
    await page.locator('body').press('Tab');
    for (let step = 0; step < 22; step += 1) {
      reached.push(
        await page.evaluate(() => {
          const { activeElement: one } = document;
          const style = one === null ? undefined : getComputedStyle(one);
          const seen = style?.outlineStyle !== 'none' || one?.closest('.editor') !== null ? '' : ' (focus unseen)';
          return `${one?.id || one?.getAttribute('aria-label') || one?.className || one?.tagName}${seen}`;
        }),
      );
      await page.keyboard.press('Tab');
    }
    expect(reached.slice(0, 17)).toEqual([
      ...['skip', 'example', 'share', 'theme', 'type', 'arch', 'rootfs', 'profile', 'deliver'],
      ...['documents-blueprint', 'Blueprint, text', 'archive', 'folder', 'finding'],
      ...['outputs-image', 'Partitions of The disk', 'BODY (focus unseen)'],
    ]);
    await page.locator('#outputs-image').focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('#outputs-manifest-panel').isVisible()).toBe(true);
    await page.keyboard.press('End');
    expect(await page.locator('#outputs-command-panel').isVisible()).toBe(true);
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('#outputs-image-panel').isVisible()).toBe(true);
  });

  const violations = async (page: Page): Promise<readonly string[]> => {
    // Put into the page by the browser itself: its content security policy lets no other script in.
    await page.evaluate(await scriptText(axe));
    return page.evaluate(async () => {
      const { axe: checker } = window as unknown as {
        axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      const { violations: found } = await checker.run();
      return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    });
  };

  test.each(['light', 'dark'] as const)('axe finds nothing in %s, in any tab', async (colorScheme) => {
    const page = await open({ colorScheme });
    const found: (readonly string[])[] = [];
    for (const tab of ['image', 'manifest', 'sealed', 'command']) {
      await page.locator(`#outputs-${tab}`).click();
      found.push(await violations(page));
    }
    await type(page, 'blueprint', '[customizations]\nhostnam = "web1"\n');
    found.push(await violations(page));
    expect(found.flat()).toEqual([]);
  });

  test('the switch of colours goes before those of the system, and is remembered', async () => {
    const page = await open({ colorScheme: 'light' });
    const colour = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await colour();
    await page.locator('#theme').click();
    expect(await colour()).toBe(light);
    await page.locator('#theme').click();
    const dark = await colour();
    expect(dark).not.toBe(light);
    await page.reload();
    expect(await colour()).toBe(dark);
  });

  test('tabs and texts are remembered when the page is loaded again', async () => {
    const page = await open();
    await type(page, 'blueprint', 'name = "kept"\n');
    await page.locator('#outputs-sealed').click();
    await page.reload();
    await answered(page);
    expect(await page.locator('#documents-blueprint-panel textarea').inputValue()).toBe('name = "kept"\n');
    expect(await page.locator('#outputs-sealed-panel').isVisible()).toBe(true);
  });

  test.each([320, 390, 1000, 1360])('nothing is wider than a window of %i pixels', async (width) => {
    const page = await open({ viewport: { width, height: 800 } });
    const widths: number[] = [];
    for (const tab of ['image', 'manifest', 'sealed', 'command']) {
      await page.locator(`#outputs-${tab}`).click();
      widths.push(await page.evaluate(() => document.documentElement.scrollWidth));
    }
    expect(widths).toEqual([width, width, width, width]);
  });

  test('no request leaves: the page loads its own files and nothing else, and its policy forbids the rest', async () => {
    const page = await open();
    for (const tab of ['image', 'manifest', 'sealed', 'command']) await page.locator(`#outputs-${tab}`).click();
    await type(page, 'blueprint', 'name = "http://example.com/x.png"\n');
    const before = [...(served?.requests ?? [])];
    expect(before.map((url) => url.replace(address, '').replace(/-[\w-]+\./, '.')).toSorted()).toEqual([
      '',
      'assets/index.css',
      'assets/index.js',
      'theme.js',
    ]);
    const attempts = await page.evaluate(`(async () => {
      const tries = [
        () => fetch('http://example.com/'),
        () => fetch('./theme.js'),
        () => import('http://example.com/x.js'),
        () => new Promise((resolve, reject) => {
          // As the workers of the page are started.
          const text = "fetch('http://example.com/').then(() => postMessage('sent'), () => postMessage('blocked'))";
          const worker = new Worker(URL.createObjectURL(new Blob([text])));
          worker.onmessage = ({ data }) => (data === 'sent' ? resolve(data) : reject(data));
        }),
      ];
      return Promise.all(tries.map((attempt) => attempt().then(() => 'sent', () => 'blocked')));
    })()`);
    expect(attempts).toEqual(['blocked', 'blocked', 'blocked', 'blocked']);
    expect(served?.requests).toEqual(before);
  });

  test('markup in texts stays text', async () => {
    const page = await open();
    const hostile = '<img src=x onerror="document.title=1">';
    await type(page, 'blueprint', `["customizations"."${hostile.replaceAll('"', "'")}"]\na = 1\n`);
    await type(page, 'container', JSON.stringify({ imgref: hostile, [hostile]: 1 }));
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.title()).toBe('Bootwright playground');
  });
});

async function scriptText(path: string): Promise<string> {
  const { readFileSync } = await import('node:fs');
  return readFileSync(path, 'utf8');
}
