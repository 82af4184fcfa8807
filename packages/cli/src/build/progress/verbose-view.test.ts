import { notStarted } from '@bootwright/osbuild-monitor';
import { expect, test } from 'vitest';
import { verboseView } from './verbose-view.ts';

test('a log of a stage cannot begin a workflow command, whatever it and the manifest hold', async () => {
  let written = '';
  const view = verboseView({
    ...{ terminal: false, colour: false, columns: 80 },
    write: async (text: string) => {
      written += text;
    },
  });
  const part = { kind: 'pipeline', name: 'a\n::error::b' } as const;
  view.event({ kind: 'part-started', part }, notStarted);
  view.event({ kind: 'log', text: '::error::c\u202e\n ##[error]d\n' }, notStarted);
  view.line('::error::e\u0085f');
  expect(written).toBe(
    'pipeline a\\u000a\\u003a:error::b\n\\u003a:error::c\n \\u0023#[error]d\n\\u003a:error::e\\u0085f\n',
  );
});
