import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Fault, type Notice } from '@bootwright/core';
import { oneOf } from '../arguments/option.ts';
import { peers, translate } from './translate.ts';

/** Our command line, for one that begins with `--compat NAME`. Faults: those of `translate`, and `usage/value`. */
export function compatArguments(
  [, name = '', ...argv]: readonly string[],
  root = '/',
): { readonly argv: readonly string[]; readonly notices: readonly Notice[] } {
  const word = oneOf(
    peers.map((peer) => peer.name),
    name,
  );
  const peer = peers.find((one) => one.name === word);
  if (peer === undefined) throw new Error('a peer is found by its name');
  const translated = translate(peer, argv);
  return peer.name === 'bib' ? { ...translated, argv: withPlaces(translated.argv, root) } : translated;
}

/** Where bootc-image-builder looks in its container: a blueprint, and a store. */
function withPlaces(argv: readonly string[], root: string): readonly string[] {
  const [command = '', ...words] = argv;
  if (!['build', 'manifest'].includes(command) || words.includes('--help')) return argv;
  const has = (flag: string) => words.some((word) => word.startsWith(`${flag}=`));
  const blueprint = has('--blueprint') ? undefined : configurationIn(root);
  const store = join(root, 'store');
  return [
    command,
    ...(blueprint === undefined ? [] : [`--blueprint=${blueprint}`]),
    ...(command === 'build' && !has('--cache') && existsSync(store) ? [`--cache=${store}`] : []),
    ...words,
  ];
}

function configurationIn(root: string): string | undefined {
  const found = ['config.toml', 'config.json'].map((name) => join(root, name)).filter((file) => existsSync(file));
  if (found.length > 1) {
    const names = found.map((file) => basename(file)).join(' and ');
    throw new Fault('compat/two-configurations', `found ${names}: only one is read`, {
      hint: 'mount one of them, or name it with --config',
    });
  }
  return found[0];
}
