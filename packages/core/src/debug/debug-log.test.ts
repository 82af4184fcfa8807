import { afterEach, expect, test } from 'vitest';
import { debugLog, installDebugLog, parseDebugSetting } from './debug-log.ts';

const lines: string[] = [];
let end: () => void = () => undefined;
afterEach(() => {
  end();
  lines.length = 0;
});

test.each([
  ['', [], []],
  ['registry', ['registry'], []],
  ['registry,osbuild,qemu', ['osbuild', 'qemu', 'registry'], []],
  [' qemu , engine ', ['engine', 'qemu'], []],
  ['all', ['engine', 'osbuild', 'qemu', 'registry'], []],
  ['http,qemu,QEMU', ['qemu'], ['http', 'QEMU']],
])('reads the setting %j', (text, namespaces, unknown) => {
  expect(parseDebugSetting(text)).toEqual({ namespaces, unknown });
});

test('writes lines of the watched namespaces alone', () => {
  end = installDebugLog(['qemu'], (line) => lines.push(line));
  debugLog('qemu', () => 'starts');
  debugLog('registry', () => 'GET');
  debugLog(['engine', 'qemu'], () => 'both');
  expect(lines).toEqual(['debug qemu: starts', 'debug qemu: both']);
});

test('renders nothing that nobody watches', () => {
  let rendered = 0;
  const render = () => `${rendered++}`;
  debugLog('qemu', render);
  end = installDebugLog(['osbuild'], (line) => lines.push(line));
  debugLog('qemu', render);
  expect({ rendered, lines }).toEqual({ rendered: 0, lines: [] });
});

test('writes nothing once the log has ended', () => {
  installDebugLog(['qemu'], (line) => lines.push(line))();
  debugLog('qemu', () => 'late');
  expect(lines).toEqual([]);
});

test('writes a hostile text on one line, without control characters, and cuts it', () => {
  end = installDebugLog(['osbuild'], (line) => lines.push(line));
  debugLog('osbuild', () => 'a\n::error::b\u001b[2J\u202e');
  debugLog('osbuild', () => 'x'.repeat(5000));
  expect(lines).toEqual([
    'debug osbuild: a\\u000a\\u003a:error::b\\u001b[2J\\u202e',
    `debug osbuild: ${'x'.repeat(4000)}…`,
  ]);
});
