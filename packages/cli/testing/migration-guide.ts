import type { Peer, PeerCommand, PeerFlag } from '../src/compat/peer-flag.ts';
import { translate } from '../src/compat/translate.ts';

/** A line of the guide: what another builder is given, and what that is here. */
export interface GuideLine {
  readonly peer: Peer;
  readonly command: PeerCommand;
  readonly flag: string;
  readonly what: PeerFlag;
  /** The words of the other builder, without its program. */
  readonly words: readonly string[];
}

/** Values that flags can have. */
const values: Readonly<Record<string, string>> = {
  '--type': 'raw',
  '--rootfs': 'xfs',
  '--bootc-default-fs': 'xfs',
  '--target-arch': 'aarch64',
  '--arch': 'aarch64',
  '--seed': '42',
  '--progress': 'verbose',
  '--chown': '1000:1000',
  '--format': 'json',
  '--image-size': '20GiB',
  '--config': '/config.toml',
  '--blueprint': 'config.toml',
  '--ref': 'quay.io/org/os:1',
  '--bootc-ref': 'quay.io/org/os:1',
  '--output-name': 'os',
  '--output': '/output',
  '--output-dir': 'out',
  '--store': '/store',
  '--cache': '/var/cache/osbuild',
  '--build-container': 'quay.io/org/build:1',
  '--bootc-build-ref': 'quay.io/org/build:1',
  '--installer-payload-ref': 'quay.io/org/payload:1',
  '--bootc-installer-payload-ref': 'quay.io/org/payload:1',
};

/** Every flag of every command, each with a command line that has it. */
export function guideLines(peer: Peer): readonly GuideLine[] {
  return peer.commands.flatMap((command) =>
    Object.entries(command.flags).map(([flag, what]) => ({
      ...{ peer, command, flag, what },
      words: [...command.words, ...wordsOf(flag, what), ...othersOf(command, flag)],
    })),
  );
}

function wordsOf(flag: string, { takes }: PeerFlag): readonly string[] {
  return takes === 'switch' ? [flag] : [flag, values[flag] ?? 'VALUE'];
}

/** What a command needs next to the flag. */
function othersOf({ operand, words, to }: PeerCommand, flag: string): readonly string[] {
  const container = 'quay.io/org/os:1';
  if (operand === 'container') return [container];
  if (operand === 'type') return ['qcow2', ...(flag === '--bootc-ref' ? [] : ['--bootc-ref', container])];
  if (words[0] === 'bootc' && flag !== '--ref') return ['--ref', container];
  if (to[0] === 'describe') return ['qcow2'];
  return to[0] === 'completion' ? ['bash'] : [];
}

/** docs/migration.md. */
export function renderGuide(peers: readonly Peer[]): string {
  return [
    '# Moving over from bootc-image-builder and image-builder',
    '',
    'Generated from the tables of `packages/cli/src/compat`; tests run every line (`npx vitest run -u src/compat` in `packages/cli`).',
    '',
    'Nothing has to be rewritten at once: `bootwright --compat bib WORDS` and `bootwright --compat ibcli WORDS` read the command lines of',
    'both builders, and so does the program where it is called by their names:',
    '',
    '```sh',
    'ln -s /usr/bin/bootwright /usr/local/bin/bootc-image-builder',
    'bootc-image-builder build --type qcow2 --rootfs xfs quay.io/org/os:1',
    '```',
    '',
    'A flag without an effect is a notice (`compat/ignored`), one that asks for something that is not done here a fault',
    '(`compat/unsupported`). Manifests are the same byte for byte (`--profile reference`, the default).',
    '',
    '| what | bootc-image-builder | image-builder |',
    '| --- | --- | --- |',
    '| names of files | `--layout bib`: `qcow2/disk.qcow2`, `manifest-qcow2.json` | the same |',
    '| blueprint without a flag | `/config.toml` or `/config.json`, not both | none |',
    '| blueprint in `{"blueprint": …}` | not read: leave out the wrapper | not read |',
    '| cache | `/store` where it is mounted, otherwise that of `bootwright build` | `--cache`, otherwise that of `bootwright build` |',
    '| options that the image type does not support | a notice | a notice; `--strict` makes it a fault |',
    '| exit status | 0 or one of [ours](commands.md#exit-statuses) | the same |',
    '',
    ...peers.flatMap(peerSection),
  ].join('\n');
}

function peerSection(peer: Peer): readonly string[] {
  const commands = peer.commands.map(({ words, to }) => `| \`${words.join(' ')}\` | \`bootwright ${to.join(' ')}\` |`);
  const others = Object.entries(peer.rejected).map(([name, hint]) => `| \`${name}\` | ${hint} |`);
  return [
    `## ${peer.program}`,
    '',
    '| command | here |',
    '| --- | --- |',
    ...commands,
    ...others,
    '',
    ...peer.commands.flatMap((command) => [
      `### ${peer.program} ${command.words.join(' ')}`,
      '',
      '| flag | here |',
      '| --- | --- |',
      ...Object.entries(command.flags).map(([flag, what]) => `| \`${flag}\` | ${answerOf(what)} |`),
      '',
      ...exampleOf(peer, command),
    ]),
  ];
}

function answerOf(flag: PeerFlag): string {
  if ('rejected' in flag) return `no: ${flag.rejected}`;
  if ('ignored' in flag) {
    const fails = (flag.fails ?? []).map((value) => `; \`=${value}\` is a fault`).join('');
    return `no effect: ${flag.ignored}${fails}`;
  }
  if (flag.to === 'operand') return 'the container, without a flag';
  const differs = 'differs' in flag && flag.differs !== undefined ? `; ${flag.differs}` : '';
  return `\`${flag.to}\`${differs}`;
}

/** All flags that lead to one of ours, in one line. */
function exampleOf(peer: Peer, command: PeerCommand): readonly string[] {
  const kept = Object.entries(command.flags).filter(
    ([, what]) => 'to' in what && what.to !== 'operand' && what.to !== '--progress=verbose',
  );
  const words = [...command.words, ...kept.flatMap(([flag, what]) => wordsOf(flag, what)), ...othersOf(command, '')];
  const { argv } = translate(peer, words);
  return ['```sh', `${peer.program} ${words.join(' ')}`, '# is', `bootwright ${argv.join(' ')}`, '```', ''];
}
