import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { hostRunner, outputText } from '@bootwright/process';
import { afterAll, beforeAll, test } from 'vitest';
import { startSuiteContainer } from '../src/engine/suite-container.ts';
import { type OsbuildCapability, probeOsbuild } from '../src/probes/osbuild.ts';
import { defineSuite } from './define-suite.ts';

const runner = hostRunner(process.env);
const goldens = join(import.meta.dirname, '../../../test-data/golden');

/** Goldens that osbuild rejects, like the manifests of image-builder: mistakes that the reference profile keeps. */
const rejected: Readonly<Record<string, RegExp>> = {
  'departures/boot-loader.json': /'grub-cc' is not one of/,
  'departures/mountpoint-twice.json': /Duplicated mount 'boot'/,
};

defineSuite('validate', await probeOsbuild('docker', runner, process.env), (osbuild) => {
  let validator: Validator;
  beforeAll(async () => {
    validator = await validatorOf(osbuild);
  });
  afterAll(() => validator.end());

  const files = readdirSync(goldens, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));

  test.concurrent.for(files.sort())('%s', async (file, { expect }) => {
    const { code, output } = await validator.inspect(file);
    const mistake = rejected[file];
    if (mistake === undefined) expect({ code, output }).toEqual({ code: 0, output: expect.any(String) });
    else
      expect({ code: code === 0 ? 'accepted' : 'rejected', output }).toEqual({
        code: 'rejected',
        output: expect.stringMatching(mistake),
      });
  });
});

/** Checks whether osbuild accepts a golden. */
interface Validator {
  inspect(file: string): Promise<{ readonly code: number; readonly output: string }>;
  end(): Promise<unknown>;
}

async function validatorOf(osbuild: OsbuildCapability): Promise<Validator> {
  if (osbuild.kind === 'program') {
    return {
      inspect: async (file) => {
        const result = await runner.run([osbuild.program, '--inspect', join(goldens, file)]);
        if (result.kind !== 'exited') throw new Error(`osbuild ${result.kind}`);
        const output = `${outputText(result.stdout).slice(0, 2000)}${outputText(result.stderr)}`;
        return { code: result.code, output };
      },
      end: async () => undefined,
    };
  }
  const container = await startSuiteContainer({
    image: osbuild.image,
    entrypoint: ['sleep'],
    command: ['infinity'],
    directories: { '/goldens': goldens },
  });
  return {
    inspect: async (file) => {
      const { exitCode, output } = await container.exec(['osbuild', '--inspect', join('/goldens', file)]);
      return { code: exitCode, output: output.slice(0, 2000) };
    },
    end: () => container.stop(),
  };
}
