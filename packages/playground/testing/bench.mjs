// node packages/playground/testing/bench.mjs [RUNS]
//
// How quickly the built page is of use in Chromium: from the beginning of the navigation to the first manifest that is shown,
// and from a key to the manifest of the new text. It also uses the page once, and counts requests that leave it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { launchBrowser } from '../../../tools/launch-browser.mjs';

const folder = join(import.meta.dirname, '../dist');
const types = { html: 'text/html; charset=utf-8', js: 'text/javascript', css: 'text/css' };
const runs = Number(process.argv[2] ?? 7);

// The folder of the page, as a site serves it.
const server = createServer((request, response) => {
  const name = new URL(request.url ?? '/', 'http://localhost').pathname.replace(/^\/playground\//, '') || 'index.html';
  const path = join(folder, name);
  if (name.includes('..') || !existsSync(path)) response.writeHead(404).end();
  else response.setHeader('content-type', types[name.split('.').at(-1)] ?? 'text/plain').end(readFileSync(path));
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = `http://127.0.0.1:${server.address().port}/playground/`;

const browser = await launchBrowser();
const others = [];
const starts = [];
const answers = [];
try {
  for (let run = 0; run < runs; run += 1) {
    // A new context has an empty cache.
    const context = await browser.newContext();
    context.on('request', (request) => {
      if (!request.url().startsWith(address) && !request.url().startsWith('blob:')) others.push(request.url());
    });
    const page = await context.newPage();
    await page.goto(address);
    await complete(page);
    starts.push(
      await page.evaluate(
        () =>
          performance.getEntriesByName('bootwright:answer')[0].startTime +
          performance.getEntriesByName('bootwright:answer')[0].duration,
      ),
    );
    const area = page.locator('#documents-blueprint-panel textarea');
    // In a comment, so that each key gives a manifest.
    await area.press('Control+End');
    await area.press('#');
    for (const key of ['a', 'b', 'c', 'd']) {
      await page.evaluate(() => performance.clearMeasures());
      await area.press(key);
      await complete(page);
      answers.push(await page.evaluate(() => performance.getEntriesByName('bootwright:answer').at(-1).duration));
    }
    // One real use: another image type, a customization, and the manifest that follows.
    await area.fill('[customizations.kernel]\nappend = "bench=1"\n');
    await page.locator('#type').selectOption('ami');
    await complete(page);
    const status = await page.locator('#status').textContent();
    const shown = await page.locator('#outputs-image-panel').textContent();
    if (!status?.startsWith('disk.raw') || !shown?.includes('bench=1')) throw new Error(`the page shows ${status}`);
    await context.close();
  }
} finally {
  await browser.close();
  server.close();
}

const files = readdirSync(folder, { recursive: true }).filter((name) => /\.\w+$/.test(name));
console.log(`to the first manifest: ${summary(starts)}`);
console.log(`from a key to its manifest: ${summary(answers)}`);
for (const name of files.sort()) {
  const bytes = readFileSync(join(folder, name));
  console.log(
    `${name.padEnd(36)} ${kilobytes(bytes.length)}, compressed ${kilobytes(gzipSync(bytes, { level: 9 }).length)}`,
  );
}
console.log(`requests to anywhere else: ${others.length}`);
if (others.length > 0) {
  console.error([...new Set(others)].join('\n'));
  process.exitCode = 1;
}

function complete(page) {
  return page.waitForFunction(() => document.documentElement.dataset.state === 'complete');
}

function summary(times) {
  const sorted = [...times].sort((one, other) => one - other);
  const median = sorted[Math.floor(sorted.length / 2)];
  const shown = (value) => `${Math.round(value)} ms`;
  return `median ${shown(median)}, from ${shown(sorted[0])} to ${shown(sorted.at(-1))}, ${sorted.length} times`;
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
