import { Fault } from '@bootwright/core';
import { explanations } from '@bootwright/explain';
import { expect, test } from 'vitest';
import { wordsOf } from '../../testing/help-examples.ts';
import { parseArguments } from '../arguments/parse-arguments.ts';
import { commands } from '../commands.ts';

/** What comes behind a command where the example says when it is met. */
const situation = /…|,? (?:of|in|as|on|without|with|for|where|whose) | \| | > /;

const examples = explanations.filter(
  ({ code, example }) => /^bootwright [a-z]/.test(example) && !situation.test(example) && !code.startsWith('usage/'),
);

test('there are many commands among the examples of codes', () => {
  expect(examples.length).toBeGreaterThan(25);
});

test.each(examples.map(({ code, example }) => [code, example]))(
  'the example of %s is a command: %s',
  (_code, example) => {
    const output = { terminal: false, colour: false, columns: 100, write: async () => undefined };
    let fault: string | undefined;
    try {
      parseArguments(commands, wordsOf(example), output);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      fault = error.message;
    }
    expect(fault).toBeUndefined();
  },
);

const flags = new Set(commands.flatMap(({ options }) => Object.keys(options).map((name) => name.toLowerCase())));
/** Options of other programs: of the builders that --compat reads, of podman, and of bootc. */
const foreign = ['config', 'platform', 'allowmissingverity'];

test('every option that the cure of a code names is one of a command', () => {
  const named = explanations.flatMap(({ code, cure }) =>
    Array.from(cure.matchAll(/`--([a-z][a-z-]*)/g), ([, flag = '']) => ({ code, flag: flag.replaceAll('-', '') })),
  );
  expect(named.filter(({ flag }) => !flags.has(flag.replace(/^no/, '')) && !foreign.includes(flag))).toEqual([]);
});
