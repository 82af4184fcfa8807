import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { findBrowser } from '../../../tools/probes.mjs';

const folder = join(import.meta.dirname, '../dist');
/** Below a folder, as a site has it: links have to be relative. */
export const address = 'https://pages.invalid/bootwright/playground/';

const mediaTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};

export function launchBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
}

export interface ServedPage {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Addresses of all requests that the page, its workers and its frames made. */
  readonly requests: string[];
  /** Errors of the page, and violations of its content security policy. */
  readonly problems: string[];
}

/** The built page, whose files come from the folder `dist` and not from a network: every other request fails. */
export async function servePage(browser: Browser, options: BrowserContextOptions = {}): Promise<ServedPage> {
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'], ...options });
  const requests: string[] = [];
  const problems: string[] = [];
  await context.route('**/*', (route) => {
    const url = route.request().url();
    requests.push(url);
    const [bare = ''] = url.split(/[?#]/);
    const name = bare === address ? 'index.html' : bare.slice(address.length);
    const path = join(folder, name);
    if (!bare.startsWith(address) || !existsSync(path)) return route.abort();
    const contentType = mediaTypes[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
    return route.fulfill({ body: readFileSync(path), contentType });
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
  return { context, page, requests, problems };
}

/** Waits until the page has answered all that it was asked, with the causes of stages. */
export async function answered(page: Page): Promise<void> {
  await page.waitForFunction(() => document.documentElement.dataset.state === 'complete');
}
