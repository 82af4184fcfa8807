import { createHash } from 'node:crypto';
import type { BootcAnswer, Root } from './recorded-roots.ts';
import { recordingLines, recordingText } from './reference.ts';
import { type Facts, jsonLines } from './reference-facts.ts';

/** What a program printed about a root, in the recordings. */
interface Recorded {
  readonly name: string;
  readonly command: readonly string[];
  readonly tree: Root;
  readonly exit_code: number;
  readonly stdout: string;
}

const files = ['inspect-kargs', 'inspect-kernel', 'print-configuration', 'lsinitrd', 'differences'];

/** Roots of containers, and what bootc and lsinitrd print about each. */
export function factsOfBootc(): Facts {
  const roots = files.map((file) => [
    `bootc/${file}`,
    jsonLines(recordingLines<Recorded>(`bootc/${file}.jsonl`).map(answerOf)),
  ]);
  return {
    files: {
      ...Object.fromEntries(roots),
      'bootc/images': jsonLines(['unsealed', 'sealed'].map(imageOf)),
      'bootc/guest': jsonLines(['bootc-status', 'findmnt', 'lsblk'].map(guestOf)),
    },
    leftOut: ['what bootc and lsinitrd print for people: values, module lists, exit codes and SHA-256 are kept'],
  };
}

function answerOf({ name, command, tree, exit_code, stdout }: Recorded): BootcAnswer {
  const answer = { name, command, tree, exit_code };
  if (exit_code !== 0) return answer;
  if (command[0] === 'lsinitrd') return { ...answer, modules: modulesOf(stdout) };
  const isText = command.includes('inspect') && !command.includes('--json');
  return { ...answer, ...(isText ? {} : { value: JSON.parse(stdout) }), stdout_sha256: sha256(stdout) };
}

/** Between the heading and the closing line. */
function modulesOf(stdout: string): readonly string[] {
  const [, list = ''] = stdout.split('dracut modules:\n');
  return list
    .replace(/={72}\n$/, '')
    .split('\n')
    .filter((name) => name !== '');
}

/** What the commands print about a whole image. */
function imageOf(name: string) {
  const printed = (command: string) => recordingText(`bootc/images/${name}-${command}.txt`);
  const text = { inspection: printed('inspect-json'), configuration: printed('print-configuration').trimEnd() };
  const sections = name === 'sealed' ? sectionsOf(printed('ukify-inspect')) : undefined;
  return {
    name,
    inspection: JSON.parse(text.inspection),
    inspection_sha256: sha256(text.inspection),
    configuration: JSON.parse(text.configuration),
    configuration_sha256: sha256(text.configuration),
    modules: modulesOf(printed('lsinitrd-mod')),
    sections,
  };
}

/** What a command prints in a booted machine. */
function guestOf(name: string) {
  return { name, value: JSON.parse(recordingText(`guest/${name}.json`)) };
}

/** Sizes and checksums of the sections of a unified kernel, and what is in two of them. */
function sectionsOf(listing: string) {
  const sections = listing.split(/^(?=\.)/m).filter((section) => section.startsWith('.'));
  return sections.map((section) => {
    const [name, size, checksum] = /^(\.\w+):\n {2}size: (\d+) bytes\n {2}sha256: (\w+)/.exec(section)?.slice(1) ?? [];
    const text = name === '.cmdline' || name === '.uname' ? / {2}text:\n {4}(.*)\n/.exec(section)?.[1] : undefined;
    return { name, size: Number(size), sha256: checksum, text };
  });
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
