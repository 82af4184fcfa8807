import { WorkBudget } from '@bootwright/archive';
import { expect, test } from 'vitest';
import { countCompared } from '../../../../tools/comparison.ts';
import { type PatternFact, recordedPatterns } from '../../../../tools/recorded-patterns.ts';
import { outcomeOf } from '../../../core/testing/outcome.ts';
import { pathMatcher } from './path-matcher.ts';

const { paths, facts } = recordedPatterns();

/** A 1 for each path that a rule fits, or the code of a fault. */
function ownAnswer({ expression, letter }: PatternFact): string {
  const kind = letter === '' ? '-' : letter;
  const outcome = outcomeOf(() => {
    const matcher = pathMatcher({ expression, letter: letter === '' ? '.' : letter, place: 'line 1 of file_contexts' });
    const { fits } = matcher.compile(new WorkBudget());
    return paths.map((path) => (path.startsWith(matcher.prefix) && fits(`${path}${kind}`) ? '1' : '0')).join('');
  });
  return 'value' in outcome ? outcome.value : outcome.fault;
}

test('each rule fits in bootc what it fits here, unless a fault says that it is not decided', ({ task }) => {
  const answers = facts.map((fact) => ({ fact, own: ownAnswer(fact) }));
  const undecided = answers.filter(({ own }) => own === 'composefs/not-computed');
  const wrong = answers.filter(
    ({ fact: { fits = 'composefs/refused' }, own }) => own !== fits && own !== 'composefs/not-computed',
  );
  expect(wrong).toEqual([]);
  // Most that is not decided is read by neither engine; what is not decided for certain is not called rejected.
  expect(undecided.filter(({ fact }) => fact.engine !== undefined).length).toBeLessThan(facts.length / 10);
  const decided = facts.length - undecided.length;
  expect(decided).toBeGreaterThan(1000);
  countCompared(task, { set: 'composefs/patterns', rules: decided, knownDifferences: undecided.length });
});
