#!/usr/bin/env node
// A stand-in for osbuild-depsolve-dnf in tests: takes a request of version 2 on standard input, and answers with a package
// for each name that was asked for, of the only repository in etc/yum.repos.d of the root directory.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const { api_version: version, arguments: asked, arch } = JSON.parse(readFileSync(0, 'utf8'));
const fail = (kind, reason) => {
  console.log(JSON.stringify({ kind, reason }));
  process.exit(1);
};
if (version !== 2) fail('InvalidRequest', `Invalid API version: ${version}`);
const folder = join(asked.root_dir, 'etc/yum.repos.d');
const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
const [, id, baseurl] = /^\[(.+)\]\nbaseurl=(.+)$/m.exec(files.join('\n')) ?? [];
if (id === undefined) fail('NoReposError', 'There was a problem finding repositories');
const names = asked.transactions[0]['package-specs'];
const packages = names.map((name) => {
  const plain = name.replace('@', 'group-');
  const value = createHash('sha256').update(plain).digest('hex');
  const nevra = { name: plain, epoch: 0, version: '1', release: '2', arch };
  return { ...nevra, repo_id: id, location: `p/${plain}.rpm`, checksum: { algorithm: 'sha256', value } };
});
const [, sslclientkey = null] = /^sslclientkey=(.+)$/m.exec(files.join('\n')) ?? [];
const repo = { id, baseurl: [baseurl], gpgcheck: true, gpgkey: ['key'], sslverify: true, sslclientkey, rhsm: false };
console.log(JSON.stringify({ solver: 'stand-in', transactions: [packages], repos: { [id]: repo }, modules: {} }));
