import { expect, test } from 'vitest';
import { firstExample } from '../inputs/examples.ts';
import { createOutcome } from './create-outcome.ts';
import { stageCauses } from './stage-causes.ts';

test('each stage names the parts of the input without which it would not be there', async () => {
  const { input } = firstExample;
  const [{ image }, causes] = [await createOutcome(input), await stageCauses(input)];
  const named = causes.map(({ pipeline, stage, path, line }) => {
    const { name, stages } = image?.pipelines[pipeline] ?? { name: '', stages: [] };
    return `${name} ${stages[stage]?.type}: ${path} ${line}`;
  });
  expect(named).toEqual([
    'image bootc.install-to-filesystem: customizations.kernel 3',
    'image mkdir: customizations.user[0] 6',
    'image users: customizations.user[0] 6',
    'image copy: customizations.files[0] 11',
    'image selinux: os_info.selinux_policy 13',
    'image selinux: os_info.selinux_policy 13',
  ]);
});

test('a search that nobody waits for ends', async () => {
  expect(await stageCauses(firstExample.input, () => false)).toEqual([]);
});
