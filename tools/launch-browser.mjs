import { chromium } from 'playwright-core';
import { findBrowser } from './probes.mjs';

/** Chromium for tests, by root as well, which asks nothing of a network by itself. */
export function launchBrowser() {
  const executablePath = findBrowser();
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      ...['--no-sandbox', '--disable-gpu', '--no-first-run'],
      ...['--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    ],
  });
}
