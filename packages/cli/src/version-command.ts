import { defineCommand } from './command.ts';
import { exitStatus } from './exit-status.ts';
import { encodeJson } from './files/encode-json.ts';
import { referenceCommit, version } from './version.ts';

export const versionCommand = defineCommand({
  name: 'version',
  summary: 'print the versions of Bootwright, its reference and Node',
  operands: [],
  options: {},
  examples: [{ line: 'bootwright version --json', summary: 'for a bug report or a script' }],
  run: async (_given, _operands, { host, json }) => {
    const facts = { bootwright: version, reference: `osbuild/image-builder ${referenceCommit}`, node: process.version };
    const lines = Object.entries(facts).map(([name, value]) => `${name.padEnd(10)}  ${value}\n`);
    await host.stdout.write(json ? encodeJson(facts) : lines.join(''));
    return exitStatus.done;
  },
});
