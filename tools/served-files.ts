import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

const mediaTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
};

export interface ServedPage {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Addresses of all requests that the page, its workers and its frames made. */
  readonly requests: string[];
  /** Errors of the page, and violations of its content security policy. */
  readonly problems: string[];
}

/**
 * A page at `address`, a folder, whose files come from `read` and not from a network: every other request fails.
 * `address` is below a folder, as a site has it: links have to be relative.
 */
export async function serveFiles(
  browser: Browser,
  address: string,
  read: (name: string) => string | Uint8Array | undefined,
  options: BrowserContextOptions = {},
): Promise<ServedPage> {
  const context = await browser.newContext(options);
  const requests: string[] = [];
  const problems: string[] = [];
  await context.route('**/*', (route) => {
    const url = route.request().url();
    requests.push(url);
    const [bare = ''] = url.split(/[?#]/);
    const name = bare === address ? 'index.html' : bare.slice(address.length);
    const body = bare.startsWith(address) ? read(name) : undefined;
    if (body === undefined) return route.abort();
    const contentType = mediaTypes[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
    return route.fulfill({ body: typeof body === 'string' ? body : Buffer.from(body), contentType });
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
  return { context, page, requests, problems };
}
