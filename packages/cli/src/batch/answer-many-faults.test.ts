import { expect, test, vi } from 'vitest';
import { answer } from './answer.ts';

const options = { profile: 'reference', mockSources: true, manifests: false } as const;
const request = {
  name: 'many',
  container: {
    imgref: 'registry.example.com/os:1',
    arch: 'x86_64',
    default_root_fs: 'ext4',
    size: 1_000_000,
    os_info: { os_release: { id: 'a', version_id: '1', name: 'A' } },
  },
  image_type: 'raw',
  seed: 1,
};

/** Requests with so many faults each. */
const faulty: readonly (readonly [what: string, code: string, text: (count: number) => string])[] = [
  [
    'unknown keys',
    'request/unknown-key',
    (count) => JSON.stringify({ ...Object.fromEntries(keys(count).map((key) => [key, 1])), ...request }),
  ],
  [
    'unknown keys in the blueprint',
    'blueprint/unknown-key',
    (count) => withCustomizations(Object.fromEntries(keys(count).map((key) => [key, 1]))),
  ],
  [
    'files with one path',
    'blueprint/duplicate',
    (count) => withCustomizations({ files: keys(count + 1).map(() => ({ path: '/etc/f', data: 'x' })) }),
  ],
  [
    'groups with one number',
    'blueprint/duplicate',
    (count) => withCustomizations({ group: keys(count + 1).map((name) => ({ name, gid: 1 })) }),
  ],
  [
    'mount points that are not allowed',
    'blueprint/mountpoint',
    (count) =>
      withCustomizations({ filesystem: keys(count).map((key) => ({ mountpoint: `/etc/${key}`, minsize: 1 })) }),
  ],
  [
    'unknown keys of the container',
    'container/unknown-key',
    (count) =>
      JSON.stringify({
        ...request,
        container: { ...Object.fromEntries(keys(count).map((key) => [key, 1])), ...request.container },
      }),
  ],
];

function keys(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `k${index}`);
}

function withCustomizations(customizations: object): string {
  return JSON.stringify({ ...request, blueprint: { customizations } });
}

function answered(text: string) {
  return JSON.parse(answer({ kind: 'text', number: 7, text }, options, () => '').text);
}

test.each(faulty)(
  'of 10,000 %s a hundred are listed with their columns, and the rest is counted',
  (_what, code, text) => {
    const line = text(10_000);
    const { outcome, fault } = answered(line);
    const all = [fault, ...fault.related];
    expect([outcome, all.length, fault.code]).toEqual(['error', 101, code]);
    expect(all.at(-1)).toMatchObject({
      code: expect.stringMatching(/\/more-faults$/),
      message: expect.stringMatching(/^and \d+ more faults$/),
      at: { document: 'request', line: 7 },
    });
    const columns = all.slice(0, 100).map(({ at }) => at.column);
    expect(columns).toEqual([...columns].sort((left, right) => left - right));
    expect(new Set(columns).size).toBe(100);
  },
);

/** How often a text is looked into: what `run` costs, whatever the machine. */
function looks(run: () => unknown): number {
  const spies = (['charCodeAt', 'charAt', 'indexOf', 'startsWith', 'slice'] as const).map((name) =>
    vi.spyOn(String.prototype, name),
  );
  try {
    run();
    return spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0);
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

test.each(faulty)('twice as many %s cost twice as much', (_what, _code, text) => {
  const [once, twice] = [text(500), text(1000)];
  answered(once);
  const cost = looks(() => answered(once));
  expect(looks(() => answered(twice))).toBeLessThan(2.5 * cost);
});
