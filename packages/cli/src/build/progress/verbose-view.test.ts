import { expect, test } from 'vitest';
import { VerboseView } from './verbose-view.ts';

test('a log of a stage cannot begin a workflow command, whatever it and the manifest hold', async () => {
  let written = '';
  const view = new VerboseView({
    ...{ terminal: false, colour: false, columns: 80 },
    write: async (text: string) => {
      written += text;
    },
  });
  const part = { kind: 'pipeline', name: 'a\n::error::b' } as const;
  view.event({ kind: 'part-started', part });
  view.event({ kind: 'log', text: '::error::c\u202e\n ##[error]d\n' });
  view.line('::error::e\u0085f');
  expect(written).toBe(
    'pipeline a\\u000a\\u003a:error::b\n\\u003a:error::c\n \\u0023#[error]d\n\\u003a:error::e\\u0085f\n',
  );
});
