import { GiB } from '@bootwright/core';
import { expect, test } from 'vitest';
import { osbuildCommand } from './osbuild-command.ts';
import type { OsbuildPlan } from './osbuild-plan.ts';

const plan: OsbuildPlan = {
  installation: { kind: 'program', program: 'osbuild' },
  manifest: '/lease/manifest.json',
  exports: ['image', 'qcow2'],
  outputDirectory: '/out/draft',
  store: '/store',
  storeMaximum: GiB(20),
  checkpoints: ['build'],
  inVm: [],
  scratch: '/store/bootwright-1',
  runDirectory: '/run/lease/r',
  resultFile: '/lease/result.json',
  confined: true,
  containerName: 'bootwright-build-1',
  lease: '1',
};
const osbuild = [
  '--export=image',
  '--export=qcow2',
  '--output-directory',
  '/out/draft',
  '--cache',
  '/store',
  '--cache-max-size',
  '21474836480',
  '--checkpoint=build',
  '--monitor',
  'JSONSeqMonitor',
  '--monitor-fd',
  '3',
  '--json',
  '/lease/manifest.json',
];
const places = ['/store', '/store/bootwright-1', '/lease/result.json'];
const isScript = expect.stringContaining('exec "$@" 3>&1 >"$result"');

test('on this machine: in namespaces of its own', () => {
  expect(osbuildCommand(plan)).toEqual([
    ...['unshare', '--mount', '--pid', '--fork', '--kill-child=KILL', '--mount-proc', '--', 'sh', '-c', isScript],
    ...[...places, 'osbuild', ...osbuild, '--rundir', '/run/lease/r'],
  ]);
});

test('where there are no namespaces, and from another folder: nothing is mounted', () => {
  const command = osbuildCommand({
    ...plan,
    confined: false,
    installation: { kind: 'program', program: '/opt/osbuild', libdir: '/opt/lib' },
    inVm: ['image'],
  });
  expect(command.slice(0, 2)).toEqual(['sh', '-c']);
  expect(command[2]).not.toContain('mount');
  expect(command.slice(-6)).toEqual([
    '--json',
    '/lease/manifest.json',
    '--rundir',
    '/run/lease/r',
    '--libdir',
    '/opt/lib',
  ]);
  expect(command.join(' ')).toContain('--in-vm=image');
});

test('in a container: privileged, named, with the folders that it needs', () => {
  const command = osbuildCommand({
    ...plan,
    installation: { kind: 'container', engine: 'podman', image: 'registry.example.com/osbuild' },
    podman: { graphRoot: '/srv/images', configuration: '/lease/storage.conf' },
  });
  const image = command.indexOf('registry.example.com/osbuild');
  expect(command.slice(0, image)).toEqual([
    ...['podman', 'run', '--rm', '--name', 'bootwright-build-1', '--label', 'bootwright.lease=1', '--privileged'],
    ...['--security-opt', 'label=type:unconfined_t', '--env', 'OSBUILD_EXPORT_FORCE_NO_PRESERVE_OWNER'],
    ...['--volume', '/store:/store', '--volume', '/out/draft:/out/draft', '--volume', '/lease:/lease'],
    ...['--volume', '/srv/images:/var/lib/containers/storage'],
    ...['--volume', '/lease/storage.conf:/etc/containers/storage.conf:ro', '--entrypoint', 'sh'],
  ]);
  expect(command[image + 2]).toMatch(/^mount -t devtmpfs devtmpfs \/dev \|\| exit 1\n/);
  expect(command.slice(image + 3)).toEqual([...places, 'osbuild', ...osbuild]);
});

test.each(['--store=/x', '-x', '--libdir=/evil'])('the name of a pipeline %j is not an option of osbuild', (name) => {
  const command = osbuildCommand({ ...plan, exports: [name], checkpoints: [name], inVm: [name] });
  expect(command).toEqual(expect.arrayContaining([`--export=${name}`, `--checkpoint=${name}`, `--in-vm=${name}`]));
  expect(command).not.toContain(name);
});

test.each([
  ['the cache', { store: '/srv:/etc' }],
  ['the output', { outputDirectory: '/out:ro/draft' }],
  ['the temporary folder', { manifest: '/tmp/a:b/manifest.json' }],
  ['the images of podman', { podman: { graphRoot: '/srv/images:x', configuration: '/lease/storage.conf' } }],
])('a colon in the path of %s is a fault, not an option of the mount', (_, given) => {
  const installation = { kind: 'container', engine: 'podman', image: 'osbuild' } as const;
  expect(() => osbuildCommand({ ...plan, installation, ...given })).toThrow(
    expect.objectContaining({ code: 'osbuild/volume' }),
  );
});
