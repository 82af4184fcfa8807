import type { Xattrs } from '@bootwright/composefs';
import { bytes, Fault, type Notice } from '@bootwright/core';
import { type CapturedOutput, commandFault } from '@bootwright/process';
import type { CommandContext } from '../command.ts';

/** Those that composefs keeps: file capabilities, and for its own program those of users. */
const wanted = '^(security\\.capability|user\\.)';
const mostOutput = bytes(256 * 1024 * 1024);

/**
 * The extended attributes below a directory, by path. Node cannot read any: getfattr(1) does. Where it is not installed the
 * result is empty, with a notice, since most roots have only a few file capabilities; that is a fault where they are `needed`.
 */
export async function readXattrs(
  root: string,
  attributes: 'needed' | 'if readable',
  context: CommandContext,
): Promise<ReadonlyMap<string, Xattrs>> {
  const { host } = context;
  const runner = await host.commandRunner(host.environment);
  const how = ['--recursive', '--physical', '--no-dereference', '--dump', '--encoding=hex', `--match=${wanted}`];
  const result = await host.interruptible((signal) =>
    runner.run(['getfattr', ...how, '.'], { cwd: root, signal, maximumStdout: mostOutput }),
  );
  if (result.kind === 'not-found') {
    const hint = 'install it with "apt install attr" (Debian, Ubuntu) or "dnf install attr" (Fedora)';
    const why = 'file capabilities are not read, since getfattr is not installed';
    if (attributes === 'needed') throw new Fault('seal/no-getfattr', `${why}: the seal cannot be verified`, { hint });
    const message = `${why}: the digest is that of a root without any`;
    await context.report([{ code: 'seal/no-getfattr', message, hint }]);
    return new Map();
  }
  // It ends with 1 where a file vanished or cannot be read, such as one whose path is too long for it.
  const accepted = attributes === 'needed' ? 0 : 1;
  if (result.kind === 'exited' && result.code <= accepted && result.stdout.dropped === 0) {
    if (result.code !== 0) await context.report([unreadAttributes(result)]);
    return parseXattrs(Buffer.from(result.stdout.bytes).toString('latin1'));
  }
  throw (
    commandFault(result) ??
    new Fault('seal/xattrs', 'getfattr printed more than is read', { hint: 'check the directory' })
  );
}

function unreadAttributes({ stderr }: { readonly stderr: CapturedOutput }): Notice {
  const [line = ''] = Buffer.from(stderr.bytes).toString('utf8').split('\n');
  return {
    code: 'seal/xattrs',
    message: `getfattr did not read all attributes, and the digest is that of a root without those: ${line}`,
    hint: 'check the file that it names',
  };
}

/** What getfattr prints of each file, a character for each byte: its escaped name, and a line for each attribute. */
export function parseXattrs(text: string): ReadonlyMap<string, Xattrs> {
  const found = new Map<string, Xattrs>();
  for (const block of text.split('\n\n')) {
    const [head = '', ...lines] = block.split('\n').filter((line) => line !== '');
    if (!head.startsWith('# file: ')) continue;
    const path = fromRoot(unescaped(head.slice('# file: '.length)));
    const attributes = lines.flatMap((line): readonly (readonly [string, Uint8Array])[] => {
      const at = line.lastIndexOf('=');
      if (at < 0) return [[unescaped(line), new Uint8Array()]];
      return [[unescaped(line.slice(0, at)), Buffer.from(line.slice(at + 1).replace(/^0x/, ''), 'hex')]];
    });
    found.set(path, new Map([...attributes].sort(([one], [other]) => (one < other ? -1 : 1))));
  }
  return found;
}

/** getfattr names what is in "." without it: a dot in front belongs to the name. */
function fromRoot(path: string): string {
  if (path === '.') return '';
  return path.startsWith('./') ? path.slice(2) : path;
}

/** Bytes that are not printable are three octal digits; names are byte strings, and need not be UTF-8. */
function unescaped(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}
