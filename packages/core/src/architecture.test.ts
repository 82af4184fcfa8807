import { expect, test } from 'vitest';
import { architectures, parseArchitecture } from './architecture.ts';
import { Fault } from './faults/fault.ts';

test.each([
  ...architectures.map((name) => [name, name] as const),
  ['amd64', 'x86_64'] as const,
  ['arm64', 'aarch64'] as const,
])('%s is %s', (name, expected) => {
  expect(parseArchitecture(name)).toBe(expected);
});

test.each(['', 'vax', 'X86_64', 'i386', 'constructor', '__proto__'])(
  '%j is unknown, and the known are named',
  (name) => {
    const at = { document: 'request', path: ['container', 'arch'] };
    expect(() => parseArchitecture(name, at)).toThrow(
      new Fault('architecture/unknown', `unknown architecture ${JSON.stringify(name)}`, {
        at,
        hint: 'use one of x86_64, aarch64, ppc64le, s390x, riscv64, amd64, arm64',
      }),
    );
  },
);
