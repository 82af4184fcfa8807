import type { Command } from '../command.ts';
import { formOf } from './foreign-flags.ts';

type ForeignCommand = readonly [words: readonly string[], hint: string];

/** The commands of other tools, by the words after "bootwright". */
const hints: readonly ForeignCommand[] = [
  [['bootc', 'inspect'], 'use "bootwright inspect REF"'],
  [['bootc'], 'use "bootwright inspect REF"'],
  [['list-images'], 'use "bootwright list"'],
  [['describe-image'], 'use "bootwright describe TYPE"'],
  [['system'], 'use "bootwright doctor"'],
  [['upload'], 'upload the finished file with the tools of the cloud: Bootwright does not upload'],
  [['setup'], 'use "bootwright boot DISK": it starts a virtual machine here, not in a cloud'],
  [['teardown'], 'leave it out: "bootwright boot DISK" leaves nothing behind'],
  [['run'], 'use "bootwright boot DISK --check BLUEPRINT", which looks inside of the booted system'],
  [['check-host-config'], 'use "bootwright boot DISK --check BLUEPRINT"'],
  [['boot-image'], 'use "bootwright boot DISK"'],
  [['gen-manifests'], 'use "bootwright golden" for stored manifests, or "bootwright batch" for many requests'],
  [['gen-manifest-diffs'], 'use "bootwright golden check" or "bootwright diff A B"'],
  [['manifest-change-quickcheck'], 'use "bootwright diff A B --exit-code"'],
  [['build-image'], 'use "bootwright build REF --type TYPE"'],
  [['vmtest'], 'use "bootwright boot DISK"'],
  [['osbuild'], 'use "bootwright build --manifest FILE", or run osbuild itself'],
  [['boot-aws'], 'use "bootwright boot DISK": it starts a virtual machine here, not in a cloud'],
  [['boot-azure'], 'use "bootwright boot DISK": it starts a virtual machine here, not in a cloud'],
  [['doc'], 'use "bootwright COMMAND --help"'],
  [['pkgsearch'], 'leave it out: a bootc image has the packages of its container'],
  [['image-builder'], 'leave out "image-builder": write "bootwright build REF --type TYPE"'],
  [['bootc-image-builder'], 'leave out "bootc-image-builder": write "bootwright build REF --type TYPE"'],
  ...ofMkosi(['summary'], 'use "bootwright describe TYPE REF"'),
  ...ofMkosi(['cat-config'], 'use "bootwright inspect REF"'),
  ...ofMkosi(['dependencies'], 'use "bootwright doctor"'),
  ...ofMkosi(['vm', 'qemu'], 'use "bootwright boot DISK"'),
  ...ofMkosi(['ssh', 'shell', 'box', 'sandbox'], 'use "bootwright boot DISK --until ssh --stay", then log in with ssh'),
  ...ofMkosi(['journalctl', 'coredumpctl'], 'use "bootwright boot DISK --artefacts DIR", which keeps the journal'),
  ...ofMkosi(['genkey'], 'use "bootwright boot --make-keys DIR"'),
  ...ofMkosi(['documentation'], 'use "bootwright COMMAND --help"'),
  ...ofMkosi(['clean'], 'leave it out: the cache of "bootwright build" limits itself (--cache-max-size)'),
  ...ofMkosi(['init', 'bump'], 'leave it out: system and version come from the container'),
  ...ofMkosi(['burn'], 'write the finished raw disk to the device with dd'),
  ...ofMkosi(['serve'], 'serve the output folder with a web server of your choice'),
  [['mkosi'], 'use "bootwright build REF --type TYPE": a container takes the place of packages'],
];

/** A verb of mkosi, with "mkosi" before it or without. */
function ofMkosi(verbs: readonly string[], hint: string): readonly ForeignCommand[] {
  return verbs.flatMap((verb): readonly ForeignCommand[] => [
    [[verb], hint],
    [['mkosi', verb], hint],
  ]);
}

/** How to write a command line of another tool here; absent if no known tool has such a command. */
export function foreignCommandHint(argv: readonly string[], commands: readonly Command[]): string | undefined {
  const hint = hints.find(([words]) => words.every((word, index) => argv[index] === word))?.[1];
  return hint ?? builderHint(argv, commands);
}

/** bootc-image-builder builds by default; image-builder takes options before the command. */
function builderHint(argv: readonly string[], commands: readonly Command[]): string | undefined {
  const later = laterCommand(argv, commands);
  if (later !== undefined) return `write the command first: "bootwright ${later.name}"`;
  const build = commands.find(({ name }) => name === 'build');
  const container = argv.find((word) => /^[^-].*[/:]/.test(word));
  if (build === undefined || (container === undefined && argv[0]?.startsWith('-') !== true)) return undefined;
  return `write the command first, such as "${formOf(build, argv)}"`;
}

/** The command that a command line names, but not as its first word. */
export function laterCommand(argv: readonly string[], commands: readonly Command[]): Command | undefined {
  return commands.find(({ name }) => argv.slice(1).includes(name));
}
