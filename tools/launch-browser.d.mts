import type { Browser } from 'playwright-core';

/** Chromium for tests, by root as well, which asks nothing of a network by itself. */
export function launchBrowser(): Promise<Browser>;
