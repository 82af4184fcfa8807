import { expect, test } from 'vitest';
import { machineArchitecture } from './machine-architecture.ts';

test('a host of an architecture that no image type supports is a fault with what to give', () => {
  expect(machineArchitecture('arm64')).toBe('aarch64');
  expect(() => machineArchitecture('mips')).toThrow(
    expect.objectContaining({
      code: 'host/architecture',
      message: 'the architecture of this host, mips, is not supported',
      hint: 'give the architecture of the container with --arch',
    }),
  );
});
