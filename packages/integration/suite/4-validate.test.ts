import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { hostRunner, outputText } from '@bootwright/process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSuiteContainer } from '../src/engine/suite-container.ts';
import { type OsbuildMeans, probeOsbuild } from '../src/probes/osbuild.ts';
import { defineRung } from './define-rung.ts';

const runner = hostRunner(process.env);
const goldens = join(import.meta.dirname, '../../../test-data/golden');

/** Goldens that osbuild refuses, as image-builder's own manifests are: mistakes that the reference profile keeps. */
const refused: Readonly<Record<string, RegExp>> = {
  'departures/boot-loader.json': /'grub-cc' is not one of/,
  'departures/mountpoint-twice.json': /Duplicated mount 'boot'/,
};

defineRung('validate', await probeOsbuild('docker', runner, process.env), (osbuild) => {
  let judge: Judge;
  beforeAll(async () => {
    judge = await judgeOf(osbuild);
  });
  afterAll(() => judge.end());

  const files = readdirSync(goldens, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));

  test.concurrent.each(files.sort())('%s', async (file) => {
    const { code, said } = await judge.inspect(file);
    const mistake = refused[file];
    if (mistake === undefined) expect({ code, said }).toEqual({ code: 0, said: expect.any(String) });
    else
      expect({ code: code === 0 ? 'accepted' : 'refused', said }).toEqual({
        code: 'refused',
        said: expect.stringMatching(mistake),
      });
  });
});

/** Whoever says whether a golden is a manifest that osbuild would build. */
interface Judge {
  inspect(file: string): Promise<{ readonly code: number; readonly said: string }>;
  end(): Promise<unknown>;
}

async function judgeOf(osbuild: OsbuildMeans): Promise<Judge> {
  if (osbuild.kind === 'program') {
    return {
      inspect: async (file) => {
        const result = await runner.run([osbuild.program, '--inspect', join(goldens, file)]);
        if (result.kind !== 'exited') throw new Error(`osbuild ${result.kind}`);
        const said = `${outputText(result.stdout).slice(0, 2000)}${outputText(result.stderr)}`;
        return { code: result.code, said };
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
      return { code: exitCode, said: output.slice(0, 2000) };
    },
    end: () => container.stop(),
  };
}
