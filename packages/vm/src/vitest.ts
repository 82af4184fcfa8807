import { largest } from '@bootwright/core';
import { type TestAPI, type TestContext, test } from 'vitest';
import type { BootTestOptions } from './boot-test/boot-test-options.ts';
import type { Guest } from './boot-test/guest.ts';
import { type BootTestRun, runBootTest } from './boot-test/run-boot-test.ts';
import { limit, vitestSettings } from './boot-test/vitest-settings.ts';

export type { BootTestOptions, SshOptions, VitestOptions } from './boot-test/boot-test-options.ts';
export type { Capability } from './boot-test/capabilities.ts';
export type { Guest, GuestConsole } from './boot-test/guest.ts';
export type { GuestCommandOptions, GuestOutput } from './ssh/ssh-session.ts';
export { until } from './waiting/awaited.ts';

/** What a boot test gets: the context of a vitest test, the guest, and the fixtures of `extend`. */
export type BootTestContext<Fixtures = object> = TestContext & Fixtures & { readonly guest: Guest };

export type BootTestFunction<Fixtures = object> = (context: BootTestContext<Fixtures>) => unknown;

/** Defines one test. */
export type DefineBootTest<Fixtures = object> = (
  name: string,
  options: BootTestOptions,
  fn: BootTestFunction<Fixtures>,
) => void;

/** Defines a test for each case. vitest formats the name: `%s`, `$key`. */
export type DefineBootTests<Fixtures = object> = <Case>(
  cases: readonly Case[],
) => (
  name: string,
  options: BootTestOptions | ((one: Case) => BootTestOptions),
  fn: (one: Case, context: BootTestContext<Fixtures>) => unknown,
) => void;

export interface BootTest<Fixtures = object> extends DefineBootTest<Fixtures> {
  readonly only: DefineBootTest<Fixtures>;
  readonly skip: DefineBootTest<Fixtures>;
  /** Runs next to other concurrent tests; each has a machine, ports and folders of its own. */
  readonly concurrent: DefineBootTest<Fixtures>;
  readonly skipIf: (condition: unknown) => DefineBootTest<Fixtures>;
  readonly runIf: (condition: unknown) => DefineBootTest<Fixtures>;
  /** As vitest's `test.for`: the case is one argument, the context the next. */
  readonly each: DefineBootTests<Fixtures>;
  readonly for: DefineBootTests<Fixtures>;
  /** Boot tests with the fixtures of another `test`, such as that which vitest's `test.extend` returns. */
  readonly with: <More>(test: TestAPI<More>) => BootTest<More>;
}

/** vitest's `test`, or one of its variants such as `test.only`. */
type Variant = (name: string, options: { readonly timeout: number }, handler: Handler) => void;
type Handler = (context: TestContext) => Promise<void>;

/**
 * A test of a booted system: `bootTest(name, { disk: 'out/disk.qcow2' }, async ({ guest }) => { … })`. It boots the disk,
 * runs the function with the guest, and ends the machine. Where the host cannot boot it, the test is skipped with the reason.
 *
 * A function and not a fixture of vitest, because a fixture neither sees nor changes the failure of its test, to which this
 * adds the console.
 */
export const bootTest: BootTest = bootTestOn(test);

function bootTestOn<Fixtures>(base: TestAPI<Fixtures>): BootTest<Fixtures> {
  // The fixtures are in the context that vitest passes; the types of a variant do not matter further in.
  const api = base as unknown as TestAPI;
  const define = (variant: Variant): DefineBootTest<Fixtures> => {
    const defineTest: DefineBootTest<Fixtures> = (name, options, fn) => {
      const run = bootRun(options, defineTest);
      const handler: Handler = (context) =>
        runBootTest(context, run, (guest) => fn(contextWith<Fixtures>(context, guest)));
      variant(name, vitestOptions([options]), readsAs(fn, handler));
    };
    return defineTest;
  };
  const each: DefineBootTests<Fixtures> = <Case>(cases: readonly Case[]) => {
    const defineTests = (
      name: string,
      given: BootTestOptions | ((one: Case) => BootTestOptions),
      fn: (one: Case, context: BootTestContext<Fixtures>) => unknown,
    ): void => {
      const optionsOf = typeof given === 'function' ? given : () => given;
      const run = bootRun({ disk: '' }, defineTests);
      const handler = (one: Case, context: TestContext): Promise<void> =>
        runBootTest(context, { ...run, options: optionsOf(one) }, (guest) =>
          fn(one, contextWith<Fixtures>(context, guest)),
        );
      api.for(cases)(name, vitestOptions(cases.map(optionsOf)), readsAs(fn, handler));
    };
    return defineTests;
  };
  return Object.assign(define(api), {
    only: define(api.only),
    skip: define(api.skip),
    concurrent: define(api.concurrent),
    skipIf: (condition: unknown) => define(condition ? api.skip : api),
    runIf: (condition: unknown) => define(condition ? api : api.skip),
    each,
    for: each,
    with: <More>(other: TestAPI<More>) => bootTestOn(other),
  });
}

function bootRun(options: BootTestOptions, definedBy: (...given: never[]) => unknown): BootTestRun {
  const here = { stack: '' };
  // From the line of the test on.
  Error.captureStackTrace(here, definedBy);
  return { options, settings: vitestSettings(), stack: here.stack };
}

/** The context, which vitest made for this test alone, with the guest. */
function contextWith<Fixtures>(context: TestContext, guest: Guest): BootTestContext<Fixtures> {
  return Object.assign(context, { guest }) as BootTestContext<Fixtures>;
}

/** The options of tests that share them: vitest's limit is that of the longest; each test also heeds its own. */
function vitestOptions(all: readonly BootTestOptions[]) {
  const { timeout: usual } = vitestSettings();
  const longest = largest(
    all.map(({ timeout }) => (timeout === undefined ? usual : limit(timeout))),
    0,
  );
  return { ...all[0]?.vitest, timeout: Number.isFinite(longest) ? longest : 0 };
}

/** vitest reads in the source of a function which fixtures it uses: in that of the test, not in the one here. */
function readsAs<F extends (...given: never[]) => unknown>(source: (...given: never[]) => unknown, handler: F): F {
  return Object.assign(handler, { toString: () => source.toString() });
}
