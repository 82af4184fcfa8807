import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { type ServedPage, serveFiles } from '../../../tools/served-files.ts';

const folder = join(import.meta.dirname, '../dist');
/** Below a folder, as a site has it: links have to be relative. */
export const address = 'https://pages.invalid/bootwright/playground/';

/** The built page, whose files come from the folder `dist`. */
export function servePage(browser: Browser, options: BrowserContextOptions = {}): Promise<ServedPage> {
  const read = (name: string) => {
    const path = join(folder, name);
    return existsSync(path) ? readFileSync(path) : undefined;
  };
  return serveFiles(browser, address, read, { permissions: ['clipboard-read', 'clipboard-write'], ...options });
}

/** Waits until the page has answered all that it was asked, with the causes of stages. */
export async function answered(page: Page): Promise<void> {
  await page.waitForFunction(() => document.documentElement.dataset.state === 'complete');
}
