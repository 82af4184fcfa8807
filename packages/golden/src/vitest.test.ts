import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectManifest } from './vitest.ts';

const manifest = (...words: string[]) => ({
  version: '2',
  pipelines: [
    { name: 'image', stages: [{ type: 'org.osbuild.bootc.install-to-filesystem', options: { 'kernel-args': words } }] },
  ],
  sources: {},
});

test('equal manifests pass, as values or as text', () => {
  expectManifest(manifest('rw')).toEqualManifest(JSON.stringify(manifest('rw')));
});

test('others fail, and the message says what changed', () => {
  expect(() => expectManifest(manifest('rw', 'quiet')).toEqualManifest(manifest('rw'))).toThrow(
    'The manifest differs.\n\n- image › bootc.install-to-filesystem: kernel argument quiet added',
  );
});

// A project of its own, whose tests are run with the flags that people give.
const project = join(import.meta.dirname, '../out-tsc/matcher');
const golden = join(project, 'goldens/image.json');

function vitest(word: string, flags: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  writeFileSync(
    join(project, 'image.test.ts'),
    `import { test } from 'vitest';
import { expectManifest } from '@bootwright/golden/vitest';
test('image', async () => {
  await expectManifest(${JSON.stringify(manifest('rw', word))}).toMatchGolden('goldens/image.json');
});
`,
  );
  const program = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
  // Nothing else of the environment: CI systems are known by variables of many names.
  const { PATH, HOME } = process.env;
  const result = spawnSync(process.execPath, [program, 'run', '--config', 'vitest.config.ts', ...flags], {
    cwd: project,
    env: { PATH, HOME, NO_COLOR: '1', ...environment },
    encoding: 'utf8',
  });
  return { passed: result.status === 0, output: result.stdout + result.stderr };
}

describe('a golden', () => {
  beforeAll(() => {
    rmSync(project, { recursive: true, force: true });
    mkdirSync(project, { recursive: true });
    writeFileSync(
      join(project, 'vitest.config.ts'),
      `import { testConfig } from '../../../../tools/vitest-config.ts';
const config = testConfig(import.meta.dirname, ['*.test.ts']);
// As vitest decides by itself.
export default { ...config, test: { ...config.test, update: undefined } };
`,
    );
  });

  test('is not written in CI', () => {
    expect(vitest('quiet', [], { CI: '1' }).passed).toBe(false);
    expect(existsSync(golden)).toBe(false);
  });

  test('is written if it does not exist', () => {
    expect(vitest('quiet', []).passed).toBe(true);
    expect(JSON.parse(readFileSync(golden, 'utf8'))).toEqual(manifest('rw', 'quiet'));
  });

  test('that differs fails, and says what changed', () => {
    const { passed, output } = vitest('debug', []);
    expect(passed).toBe(false);
    expect(output).toContain('The manifest differs from its golden goldens/image.json');
    expect(output).toContain('kernel argument');
    expect(JSON.parse(readFileSync(golden, 'utf8'))).toEqual(manifest('rw', 'quiet'));
  });

  test('is rewritten with --update', () => {
    expect(vitest('debug', ['--update']).passed).toBe(true);
    expect(JSON.parse(readFileSync(golden, 'utf8'))).toEqual(manifest('rw', 'debug'));
  });
});
