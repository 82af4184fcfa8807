import { renderStorageConf } from '@bootwright/osbuild-monitor';
import { expect, test } from 'vitest';
import { type ScriptedEnd, scriptedRunner } from '../../../process/testing/scripted-runner.ts';
import { type PodmanStorage, storageRead } from './podman-storage.ts';

const outline = { sources: ['org.osbuild.containers-storage'] };
const command = ['podman', 'info', '--format', '{{.Store.GraphDriverName}} {{.Store.GraphRoot}}'];

test.each<[string, ScriptedEnd, PodmanStorage | undefined]>([
  [
    'podman says where',
    { kind: 'exited', code: 0, stdout: 'overlay /srv/its images\n' },
    { driver: 'overlay', graphRoot: '/srv/its images' },
  ],
  ['podman fails', { kind: 'exited', code: 125, stderr: 'Error: configure storage\n' }, undefined],
  ['podman says nothing', { kind: 'exited', code: 0, stdout: '\n' }, undefined],
  ['there is no podman', { kind: 'not-found' }, undefined],
])('where %s', async (_, end, expected) => {
  expect(await storageRead(outline, scriptedRunner([{ command, end }]))).toEqual(expected);
});

test('podman is not asked where no image of it is read', async () => {
  expect(await storageRead({ sources: ['org.osbuild.inline'] }, scriptedRunner([]))).toBeUndefined();
});

test('its storage.conf', () => {
  expect(renderStorageConf('vfs')).toBe(
    '[storage]\ndriver = "vfs"\ngraphroot = "/var/lib/containers/storage"\nrunroot = "/run/containers/storage"\n',
  );
});
