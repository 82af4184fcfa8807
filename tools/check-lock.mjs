// The lock file must serve whatever registry a user has: it may name no addresses.
import { readFileSync } from 'node:fs';

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const bound = Object.entries(packages).filter(([, entry]) => /^[a-z+]+:/i.test(entry.resolved ?? ''));

for (const [name] of bound) console.error(`package-lock.json: ${name} has the address of a registry`);
if (bound.length > 0) {
  console.error('remove package-lock.json and run "npm install": .npmrc leaves the addresses out');
  process.exitCode = 1;
}
