import { expect, inject, test, vi } from 'vitest';
import { belongings } from './belongings.ts';

test('no process, mount, loop device or temporary file of this run is left', async () => {
  const home = inject('home');
  // Who was ended may take a moment to go.
  await vi.waitFor(() => expect(belongings(home)).toEqual(inject('before')), { timeout: 15_000, interval: 250 });
});
