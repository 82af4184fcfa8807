import type { StrictRecord } from '@bootwright/core';

type Reader = (options: StrictRecord, key: string) => unknown;

const ostreeKeys = ['ref', 'parent', 'url', 'contenturl', 'rhsm'];

const ostree: Reader = (options, key) => {
  const record = options.record(key, ostreeKeys);
  record?.boolean('rhsm');
  for (const text of ostreeKeys.slice(0, -1)) record?.string(text);
  return record;
};

const facts: Reader = (options, key) => {
  const record = options.record(key, ['APIType']);
  record?.integer('APIType');
  return record;
};

/** Options of the reference (ImageOptions of pkg/distro) that images made of bootc containers do not read. */
export const ignoredOptions: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['ostree', ostree],
  ['facts', facts],
  ['partitioning-mode', (options, key) => options.string(key)],
  ['use_bootstrap_container', (options, key) => options.boolean(key)],
  ['preview', (options, key) => options.boolean(key)],
]);

/** A notice `request/no-effect` for each option that is given and has no effect. */
export function noteIgnoredOptions(options: StrictRecord): void {
  for (const [key, read] of ignoredOptions) {
    if (read(options, key) === undefined) continue;
    const { at, notices } = options.under(key);
    notices?.push({
      code: 'request/no-effect',
      message: `the option ${JSON.stringify(key)} has no effect on images made of bootc containers`,
      at,
      hint: 'remove the option',
    });
  }
}
