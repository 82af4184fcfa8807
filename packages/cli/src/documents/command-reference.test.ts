import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { renderCommandReference } from '../../testing/command-reference.ts';
import { flagOf, type Option } from '../arguments/option.ts';
import { captured } from '../captured.ts';
import { commands } from '../commands.ts';
import { exitStatus, exitStatusMeanings } from '../exit-status.ts';

const page = fileURLToPath(new URL('../../../../docs/commands.md', import.meta.url));

test('docs/commands.md says what the commands take', async () => {
  await expect(renderCommandReference(commands)).toMatchFileSnapshot(page);
});

test('every exit status has a meaning', () => {
  expect(Object.keys(exitStatusMeanings).map(Number)).toEqual(Object.values(exitStatus));
});

/** Options whose words belong to their command: a machine gets the value of a credential, an addon its file. */
const ofEachCommand = ['format', 'credential'];

test('an option has the same form, value and alias in every command', () => {
  const forms = new Map<string, Set<string>>();
  for (const { options } of commands) {
    for (const [name, option] of Object.entries(options)) {
      if (ofEachCommand.includes(name)) continue;
      forms.set(name, (forms.get(name) ?? new Set()).add(formOf(option)));
    }
  }
  expect([...forms].filter(([, found]) => found.size > 1).map(([name, found]) => [flagOf(name), ...found])).toEqual([]);
});

function formOf(option: Option): string {
  return [option.kind, option.alias ?? '', option.kind === 'switch' ? '' : option.value].join(' ');
}

test.each<[string, readonly string[], number]>([
  ['help', ['--help'], exitStatus.done],
  ['nothing', [], exitStatus.usage],
  ['an unknown command', ['frobnicate'], exitStatus.usage],
  ['an unknown option', ['list', '--frobnicate'], exitStatus.usage],
  ['a value that is not one of the words', ['list', '--profile', 'x'], exitStatus.usage],
  ['an unknown image type to describe', ['describe', 'x'], exitStatus.usage],
  ['an unknown image type to validate for', ['validate', '-', '--type', 'x'], exitStatus.usage],
  ['an unknown image type to build', ['build', 'a/b:1', '--type', 'x'], exitStatus.usage],
  ['an unknown image type to look for', ['doctor', '--type', 'x'], exitStatus.usage],
  ['an unknown image type for a manifest', ['manifest', 'a/b:1', '--type', 'x'], exitStatus.usage],
  ['an unknown schema', ['schema', 'x'], exitStatus.usage],
  ['an unknown shell', ['completion', 'x'], exitStatus.usage],
  ['an unknown transport', ['inspect', 'ocl-archive:os.tar'], exitStatus.usage],
  ['two forms at once', ['diff', 'a', 'b', '--json', '--format', 'html'], exitStatus.usage],
  ['two forms of a report at once', ['golden', 'check', '--json', '--reporter', 'junit'], exitStatus.usage],
  ['a missing file', ['validate', 'none.toml'], exitStatus.invalidInput],
  ['a missing directory', ['list', '--root', 'none'], exitStatus.invalidInput],
  ['an image type in a request that is unknown', ['manifest', '--request', '-'], exitStatus.invalidInput],
  ['a host tool that is missing', ['inspect', 'docker-daemon:x'], exitStatus.host],
])('%s ends with its status', async (_, argv, status) => {
  const request = { container: { imgref: 'a/b:1', arch: 'x86_64' }, image_type: 'x', seed: 1 };
  const result = await captured(argv, { stdin: JSON.stringify(request), environment: { PATH: '/nowhere' } });
  expect({ status: result.status, stdout: argv[0] === '--help' ? '' : result.stdout }).toEqual({ status, stdout: '' });
});
