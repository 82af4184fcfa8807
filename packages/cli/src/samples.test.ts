import { join } from 'node:path';
import { expect, test } from 'vitest';
import { captured } from './captured.ts';

const directory = join(import.meta.dirname, '../../..');
const golden = join(directory, 'test-data/golden/qcow2');

/** The manifests that `npm start` shows; `npx vitest run src/samples.test.ts -u` writes their goldens. */
test.each([
  ['sample-traditional', 'traditional', 'reference'],
  ['sample-sealed', 'sealed', 'reference'],
  ['sample-sealed-recommended', 'sealed', 'recommended'],
])('%s', async (name, container, profile) => {
  const source = ['--root', `test-data/containers/${container}`, '--ref', 'registry.example.com/harbour/web:1'];
  const image = ['--type', 'qcow2', '--blueprint', 'test-data/blueprints/web.toml', '--seed', '1', '--mock-sources'];
  const argv = ['manifest', ...source, '--arch', 'x86_64', ...image, '--profile', profile, '--json'];
  const { status, stdout, stderr } = await captured(argv, { directory });
  expect(status).toBe(0);
  await expect(stdout).toMatchFileSnapshot(join(golden, `${name}.json`));
  await expect(stderr).toMatchFileSnapshot(join(golden, `${name}.notices.jsonl`));
});
