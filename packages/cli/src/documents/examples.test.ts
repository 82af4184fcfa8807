import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { archiveOf, dockerLayout, ociLayout, writeFiles } from '../../../container-image/testing/image.ts';
import { bootableFiles, bootableImage } from '../../../inspect/testing/bootable-image.ts';
import { withDirectories } from '../../../seal/testing/sealed-image.ts';
import { portableExecutable } from '../../../uki/testing/portable-executable.ts';
import { signingPair } from '../../../uki/testing/signing-certificate.ts';
import { helpExamples, localWords, needOf, wordsOf } from '../../testing/help-examples.ts';
import { understood } from '../../testing/understood.ts';
import { captured } from '../captured.ts';

const directory = mkdtempSync(join(tmpdir(), 'bootwright-examples-'));
afterAll(() => rmSync(directory, { recursive: true }));

const container = { imgref: 'registry.example.com/me/os:1', arch: 'x86_64', default_root_fs: 'ext4', size: 1_000_000 };
const release = { id: 'harbour', version_id: '1', name: 'Harbour' };
const request = JSON.stringify({
  container: { ...container, os_info: { os_release: release } },
  image_type: 'raw',
  seed: 1,
});
writeFileSync(join(directory, 'config.toml'), '[customizations.kernel]\nappend = "quiet"\n');
writeFileSync(join(directory, 'disk.yaml'), 'mount_configuration: units\n');
writeFileSync(join(directory, 'console.log'), 'host login: ');
writeFileSync(join(directory, 'linux.efi'), portableExecutable({ '.linux': 'kernel', '.cmdline': 'rw' }));
const pair = signingPair('Harbour');
writeFileSync(join(directory, 'db.key'), pair.key.export({ type: 'pkcs8', format: 'pem' }));
writeFileSync(join(directory, 'db.pem'), pair.certificate);
writeFileSync(join(directory, 'request.json'), request);
writeFileSync(join(directory, 'requests.jsonl'), `${request}\n`);
writeFileSync(
  join(directory, 'os.tar'),
  archiveOf(
    ociLayout({
      layers: [withDirectories({ ...bootableFiles('sealed'), 'sysroot/README': 'emptied' })],
      tag: 'registry.example.com/me/os:1',
    }),
  ),
);
writeFiles(
  join(directory, 'root'),
  new Map(Object.entries(bootableFiles('traditional')).map(([name, content]) => [name, Buffer.from(content)])),
);
for (const name of ['root/boot', 'root/sysroot', 'manifests', 'old-manifests']) {
  mkdirSync(join(directory, name), { recursive: true });
}
for (const name of ['old', 'new', 'manifest', 'manifests/os', 'old-manifests/os']) {
  writeFileSync(
    join(directory, `${name}.json`),
    JSON.stringify({
      version: '2',
      pipelines: [{ name: name.replace('/', '-'), stages: [{ type: 'org.osbuild.noop' }] }],
      sources: {},
    }),
  );
}

describe('every example of help is a command line that is understood', () => {
  test.each(helpExamples)('$line', ({ line, command }) => {
    expect(understood(wordsOf(line)).name).toBe(command.name);
  });
});

function inputOf(line: string): string | Uint8Array {
  if (line.startsWith('zcat')) return `${request}\n`;
  return line.startsWith('podman save') ? archiveOf(dockerLayout(bootableImage('traditional'))) : '';
}

describe('an example that can run here does what it says', () => {
  test.each(helpExamples.filter((example) => needOf(example) === 'files'))('$line', async ({ line }) => {
    const { status, stdout, stderr } = await captured(localWords(line), { directory, stdin: inputOf(line) });
    // A machine may lack what doctor looks for.
    const expected = line.includes('doctor') ? [0, 5] : [0];
    expect({ status, isExpected: expected.includes(status), stderr: /^error/m.exec(stderr) }).toEqual({
      status,
      isExpected: true,
      stderr: null,
    });
    expect(stdout === '' && !/ -o | --output /.test(line)).toBe(false);
  });
});
