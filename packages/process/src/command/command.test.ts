import { expect, test } from 'vitest';
import { renderCommand } from './command.ts';

test.each([
  [['podman', 'pull', 'registry.example.com/a/b:1@sha256:0f'], 'podman pull registry.example.com/a/b:1@sha256:0f'],
  [['echo', '', 'a b', "it's", '$x'], "echo '' 'a b' 'it'\\''s' '$x'"],
  [[], ''],
])('%j is shown as one would type it', (command, expected) => {
  expect(renderCommand(command)).toBe(expected);
});
