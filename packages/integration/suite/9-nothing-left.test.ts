import { expect, inject, test, vi } from 'vitest';
import { trackedResources } from './tracked-resources.ts';

test('no process, mount, loop device or temporary file of this run is left', async () => {
  const home = inject('home');
  // Processes that were ended may need a moment to exit.
  await vi.waitFor(() => expect(trackedResources(home)).toEqual(inject('before')), { timeout: 15_000, interval: 250 });
});
