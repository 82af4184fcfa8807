import { memberOf } from '@bootwright/core';
import type { Command } from '../command.ts';
import { flagOf } from './option.ts';

/** The equivalent of a flag of another tool. */
type Meaning =
  /** A hint for every command; it starts with a verb. */
  | string
  /** One of our options, which some commands have; `form` is how to write it, `also` completes the hint. */
  | { readonly option: string; readonly form: string; readonly also?: string }
  /** The container that the command reads. */
  | 'operand';

const none = 'leave it out: ';
const payload = { option: 'installerPayloadRef', form: '--installer-payload-ref REF' };
const noUpload = 'Bootwright does not upload';
const upload = `upload the finished file with the tools of the cloud: ${noUpload}`;

/** One meaning of several flags. */
const all = (flags: readonly string[], meaning: Meaning): Readonly<Record<string, Meaning>> =>
  Object.fromEntries(flags.map((flag) => [flag, meaning]));

/**
 * The options of image-builder, bootc-image-builder, and the programs that osbuild ships for golden manifests, uploads
 * and boot tests, by their flags. They apply only to commands without an option of the same name.
 */
const meanings: Readonly<Record<string, Meaning>> = {
  '--bootc-ref': 'operand',
  ...all(['--bootc-build-ref', '--build-container'], { option: 'buildRef', form: '--build-ref REF' }),
  '--bootc-installer-ref': payload,
  '--bootc-pull-container': {
    option: 'bootcRemote',
    form: '--bootc-remote',
    also: 'osbuild then fetches the container',
  },
  '--no-default-kernel-args': { option: 'bootcNoDefaultKernelArgs', form: '--bootc-no-default-kernel-args' },
  '--config': { option: 'blueprint', form: '--blueprint FILE' },
  '--output': {
    option: 'outputDir',
    form: '--output-dir DIR',
    also: 'add --layout bib for the file names of bootc-image-builder',
  },
  '--store': { option: 'cache', form: '--cache DIR' },
  '--ignore-warnings': `${none}notices are fatal only with --strict`,
  '--quiet': `${none}only results, notices and faults are printed`,
  ...all(['--verbose', '-v', '--log-level'], { option: 'progress', form: '--progress verbose' }),
  '--local': `${none}containers come from local storage unless --bootc-remote is given`,
  '--distro': `${none}the container is the distribution`,
  ...all(
    ['--with-sbom', '--with-rpmlist'],
    `${none}a bootc image has the packages of its container, which syft and podman can list`,
  ),
  ...all(
    [
      '--use-librepo',
      '--repositories',
      '--rpmmd',
      '--rpmmd-cache',
      '--force-repo',
      '--force-repo-dir',
      '--force-data-dir',
      '--data-dir',
      '--extra-repo',
      '--packages',
    ],
    `${none}disk images need no RPMs`,
  ),
  '--checkpoints': { option: 'checkpoint', form: '--checkpoint NAME' },
  '--memprofile': `${none}run "node --heap-prof" on the command`,
  '--flatpaks': `${none}installers carry no flatpaks`,
  '--force-defs-dir': `${none}image types are part of the package @bootwright/image-types`,
  '--registrations': 'write the subscription into a request: "bootwright schema request" describes it',
  '--preview': `${none}it has no effect on bootc images`,
  ...all(
    ['--ostree-ref', '--ostree-parent', '--ostree-url', '--commits'],
    `${none}the container is deployed, not an ostree commit`,
  ),
  ...all(
    ['--filter', '--arches', '--distros', '--types'],
    'filter the output of "bootwright list --json", for instance with jq',
  ),
  '--workers': { option: 'jobs', form: '--jobs N' },
  ...all(
    ['--bootc-refs', '--metadata', '--config-list', '--skip-noconfig', '--skip-norepos'],
    `${none}"bootwright golden" reads the cases of a folder, named by --cases DIR`,
  ),
  '--buildconfig-allow-unknown': `${none}unknown keys are always errors`,
  '--containers': { option: 'mockSources', form: '--mock-sources', also: 'ids are then placeholders' },
  '--fake-bootc': { option: 'request', form: '--request FILE', also: 'it has the facts of a container' },
  '--dry-run': 'use "bootwright golden list", which writes nothing',
  '--checksums-only': 'use "bootwright batch", which prints a checksum for each request',
  '--wait-timeout': { option: 'timeout', form: '--timeout TIME' },
  '--resourcefile': 'use "bootwright boot DISK", which uses no cloud and leaves nothing behind',
  '--host': upload,
};

/** The upload tool of each cloud, by the prefix of its flags. */
const clouds: readonly (readonly [prefix: string, tool: string])[] = [
  ['--aws-', 'aws s3 cp" and "aws ec2 import-image'],
  ['--azure-', 'az storage blob upload'],
  ['--gcp-', 'gcloud storage cp'],
  ['--ibmcloud-', 'ibmcloud cos upload'],
  ['--libvirt-', 'virsh vol-upload'],
  ['--openstack-', 'openstack image create'],
  ['--oci-', 'oci os object put'],
];

/** Upload flags that do not name a cloud. */
const uploadFlags: readonly string[] = [
  ...['--to', '--with-upload-result', '--ami-name', '--region', '--regions', '--bucket', '--bucket-name'],
  ...['--bucket-namespace', '--access-key-id', '--secret-access-key', '--session-token', '--endpoint', '--ca-bundle'],
  ...['--skip-ssl-verification', '--key', '--public', '--storage-account', '--storage-access-key', '--container'],
  ...['--threads', '--tag', '--destination', '--username', '--password', '--ignore-tls', '--cred-path', '--object'],
  ...['--object-name', '--os-family', '--image-name', '--share-with', '--skip-upload', '--skip-import', '--tenancy'],
  ...['--user-id', '--filename', '--private-key', '--fingerprint', '--compartment-id', '--image'],
];

/** How to write the flag of another tool, or which command has it; absent for an unknown flag. */
export function foreignFlagHint(
  flag: string,
  {
    argv,
    command,
    commands,
  }: { readonly argv: readonly string[]; readonly command: Command; readonly commands: readonly Command[] },
): string | undefined {
  const name = longForm(flag);
  if (name !== flag && [...Object.keys(command.options).map(flagOf), '--json', '--help'].includes(name)) {
    return `write ${name}`;
  }
  const meaning = memberOf(meanings, name);
  if (meaning === 'operand') return operandHint(command, argv);
  if (typeof meaning === 'string') return meaning;
  const own = optionNamed(name, commands);
  // A flag of another command of ours is more likely meant than that of another tool.
  if (meaning !== undefined && (own === undefined || meaning.option in command.options)) {
    return optionHint(meaning, command, commands);
  }
  const tool = clouds.find(([prefix]) => name.startsWith(prefix))?.[1];
  if (tool !== undefined) return `upload the finished file with "${tool}": ${noUpload}`;
  // image-builder has "--format json" in every command, mkosi too.
  if (name === '--format') {
    const value = flag.includes('=') ? flag.split('=')[1] : argv[argv.indexOf(flag) + 1];
    return value === 'json' ? 'use --json' : elsewhereHint('format', name, commands);
  }
  if (own !== undefined) return elsewhereHint(own, name, commands);
  return uploadFlags.includes(name) ? upload : undefined;
}

/** The flag without a value; programs written in Go accept `-flag` for `--flag`. */
function longForm(flag: string): string {
  const [name = ''] = flag.split('=');
  return /^-[a-z][a-z-]+$/.test(name) ? `-${name}` : name;
}

/**
 * The command with its container, such as `bootwright build REF --type TYPE`, with the container and the image type from
 * the command line.
 */
export function formOf(command: Command, argv: readonly string[]): string | undefined {
  if (!command.operands.some(({ name }) => name === 'REF')) return undefined;
  // `a/b` of `--bootc-ref=a/b`.
  const words = argv.map((word) => word.replace(/^--[\w-]+=/, ''));
  const container = words.find((word) => /^[\w.-]*[/:][\w./:@-]+$/.test(word)) ?? 'REF';
  // image-builder takes the image type as the word after the command.
  const typed = argv.filter(
    (_, index) => (index === 1 && argv[0]?.startsWith('-') !== true) || argv[index - 1] === '--type',
  );
  const type = typed.find((word) => /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(word)) ?? 'TYPE';
  const operands = command.operands.map(({ name }) => (name === 'REF' ? container : name === 'TYPE' ? type : name));
  return `bootwright ${command.name} ${operands.join(' ')}${'type' in command.options ? ` --type ${type}` : ''}`;
}

function operandHint(command: Command, argv: readonly string[]): string {
  const form = formOf(command, argv);
  return form === undefined
    ? `${none}"${command.name}" reads no container`
    : `write the container as an operand: "${form}"`;
}

function optionHint(
  { option, form, also }: Exclude<Meaning, string>,
  command: Command,
  commands: readonly Command[],
): string {
  if (!(option in command.options)) return elsewhereHint(option, form, commands);
  return `use ${form}${also === undefined ? '' : `: ${also}`}`;
}

/** `leave it out: "manifest" and "diff" take --output`. */
function elsewhereHint(option: string, form: string, commands: readonly Command[]): string {
  const names = commands.flatMap(({ name, options }) => (option in options ? [`"${name}"`] : []));
  return `${none}${names.join(', ').replace(/, ([^,]*)$/, ' and $1')} ${names.length === 1 ? 'takes' : 'take'} ${form}`;
}

function optionNamed(flag: string, commands: readonly Command[]): string | undefined {
  return commands
    .flatMap(({ options }) => Object.entries(options))
    .find(([name, { alias }]) => flagOf(name) === flag || alias === flag)?.[0];
}
