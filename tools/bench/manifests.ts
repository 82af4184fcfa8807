// Manifests a second in one thread: from the text of a request to the checksum of its manifest, nothing kept between.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseBuildRequest } from '@bootwright/build-request';
import { Fault } from '@bootwright/core';
import { createManifestSync, mockContainer, mockDepsolve } from '@bootwright/manifest';
import { encodeManifest } from '@bootwright/osbuild';

function answer(line: string): string {
  try {
    const { request } = parseBuildRequest(JSON.parse(line), { profile: 'reference' });
    const text = encodeManifest(createManifestSync(request, mockContainer, { depsolve: mockDepsolve }).manifest);
    return createHash('sha256').update(text).digest('hex');
  } catch (error) {
    if (error instanceof Fault) return error.code;
    throw error;
  }
}

/** Rounds over all lines, each timed; the first ones warm the compiler up. */
function rate(lines: readonly string[], seconds: number): number {
  const rates: number[] = [];
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end || rates.length < 3) {
    const start = performance.now();
    for (const line of lines) answer(line);
    rates.push((lines.length * 1000) / (performance.now() - start));
  }
  return median(rates.slice(Math.floor(rates.length / 2)));
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** A request for `count` customizations of each of four kinds. */
function customized(count: number): string {
  const each = <T>(make: (index: number) => T): readonly T[] =>
    Array.from({ length: count }, (_, index) => make(index));
  return JSON.stringify({
    container: {
      imgref: 'registry.example.com/os/app:1',
      arch: 'x86_64',
      default_root_fs: 'ext4',
      size: 2500000000,
      os_info: { os_release: { id: 'acme', version_id: '1', name: 'Acme' }, selinux_policy: 'targeted' },
    },
    image_type: 'qcow2',
    blueprint: {
      customizations: {
        user: each((index) => ({ name: `user${index}`, key: 'ssh-ed25519 AAAA' })),
        group: each((index) => ({ name: `group${index}`, gid: 2000 + index })),
        directories: each((index) => ({ path: `/etc/dir${index}`, mode: '0755' })),
        files: each((index) => ({ path: `/etc/file${index}`, data: `text ${index}`, user: 'root' })),
      },
    },
  });
}

const [path = '', seconds = '5'] = process.argv.slice(2);
const lines = readFileSync(path, 'utf8')
  .split('\n')
  .filter((line) => line !== '');
const perSecond = rate(lines, Number(seconds));
const few = rate([customized(5)], 1);
const many = rate([customized(100)], 1);
console.log(JSON.stringify({ requests: lines.length, perSecond, growth: few / many }));
