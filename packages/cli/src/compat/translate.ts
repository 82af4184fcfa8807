import { Fault, type Notice, nearest, pushAll } from '@bootwright/core';
import { bib } from './bib.ts';
import { ibcli } from './ibcli.ts';
import type { Peer, PeerCommand, PeerFlag } from './peer-flag.ts';

export const peers: readonly Peer[] = [bib, ibcli];

/** Our command line for one of another builder. */
export interface Translation {
  readonly argv: readonly string[];
  /** `compat/ignored`: what of it has no effect. */
  readonly notices: readonly Notice[];
}

/**
 * Reads a command line of another builder, without its program. Faults: `compat/unsupported` for what is not done here,
 * `usage/arguments` for what the builder does not know either.
 */
export function translate(peer: Peer, argv: readonly string[]): Translation {
  const { command, words } = commandOf(peer, argv);
  if (words.some((word) => word === '--help' || word === '-h'))
    return { argv: [command.to[0] ?? '', '--help'], notices: [] };
  const reading = new Reading(peer, command);
  reading.read(words);
  return reading.translation();
}

function commandOf(
  peer: Peer,
  argv: readonly string[],
): { readonly command: PeerCommand; readonly words: readonly string[] } {
  const [first = '', second = ''] = argv.filter((word) => !word.startsWith('-'));
  const unsupported = Object.hasOwn(peer.rejected, first) ? peer.rejected[first] : undefined;
  if (unsupported !== undefined) throw unsupportedFault(`${peer.program} ${first}`, unsupported);
  const named = peer.commands.find(({ words }) => words[0] === first && (words[1] ?? second) === second);
  if (named !== undefined) return { command: named, words: without(argv, named.words) };
  const usual = peer.commands.find(({ words }) => words.join(' ') === peer.usual);
  if (usual !== undefined && argv.length > 0) return { command: usual, words: argv };
  const known = peer.commands.map(({ words }) => words.join(' '));
  const near = nearest(first, known);
  throw new Fault('usage/arguments', `${peer.program} has no command ${JSON.stringify(first)}`, {
    hint: near === undefined ? `use one of ${known.join(', ')}` : `did you mean ${near}?`,
  });
}

/** The words without those of the command, each at its first place. */
function without(argv: readonly string[], words: readonly string[]): readonly string[] {
  const left = [...argv];
  for (const word of words) left.splice(left.indexOf(word), 1);
  return left;
}

const unsupportedFault = (what: string, hint: string): Fault =>
  new Fault('compat/unsupported', `${what} is not supported`, { hint });

class Reading {
  readonly #peer: Peer;
  readonly #command: PeerCommand;
  readonly #options: string[] = [];
  readonly #given = new Set<string>();
  readonly #operands: string[] = [];
  readonly #containers: string[] = [];
  readonly #notices: Notice[] = [];

  constructor(peer: Peer, command: PeerCommand) {
    this.#peer = peer;
    this.#command = command;
  }

  read(words: readonly string[]): void {
    for (let index = 0; index < words.length; index++) {
      const word = words[index] ?? '';
      if (word === '--') {
        pushAll(this.#operands, words.slice(index + 1));
        return;
      }
      if (!word.startsWith('-') || word === '-') {
        this.#operands.push(word);
        continue;
      }
      const [flag = '', ...rest] = word.split('=');
      const name = flag === '-v' ? '--verbose' : flag;
      const found = Object.hasOwn(this.#command.flags, name) ? this.#command.flags[name] : undefined;
      if (found === undefined) throw this.#unknownFlag(name);
      const isAttached = word.includes('=');
      const value = isAttached ? rest.join('=') : found.takes === 'value' ? words[++index] : undefined;
      if (found.takes === 'value' && value === undefined) {
        throw new Fault('usage/arguments', `${name} needs a value`, { hint: 'give a value, or leave the flag out' });
      }
      this.#take(name, found, value);
    }
  }

  #take(name: string, flag: PeerFlag, value: string | undefined): void {
    if ('rejected' in flag) throw unsupportedFault(`${name} of ${this.#peer.program}`, flag.rejected);
    if ('ignored' in flag) {
      if (value !== undefined && flag.fails?.includes(value) === true) {
        throw unsupportedFault(
          `${name}=${value} of ${this.#peer.program}`,
          'leave it out, and pull the container first',
        );
      }
      const message = `${name} of ${this.#peer.program} has no effect: ${flag.ignored}`;
      this.#notices.push({ code: 'compat/ignored', message, hint: 'leave it out' });
      return;
    }
    if (flag.to === 'operand') {
      this.#containers.push(value ?? '');
      return;
    }
    this.#add(name, flag, value);
  }

  /** Switches are on where they have no value; of an option of ours that needs none, a value is chosen by itself. */
  #add(name: string, flag: Extract<PeerFlag, { readonly to: string }>, value: string | undefined): void {
    if (flag.takes === 'switch') {
      if (value !== 'false') this.#push(flag.to);
      return;
    }
    const given = value ?? '';
    if (flag.to === '--json') {
      if (given === 'yaml') throw unsupportedFault(`${name}=yaml of ${this.#peer.program}`, 'use --format json');
      if (given === 'json') this.#push('--json');
      return;
    }
    const values = 'values' in flag ? (flag.values ?? {}) : {};
    this.#push(flag.to, Object.hasOwn(values, given) ? (values[given] ?? given) : given);
  }

  #push(flag: string, value?: string): void {
    this.#given.add(flag.split('=', 1)[0] ?? flag);
    this.#options.push(value === undefined ? flag : `${flag}=${value}`);
  }

  #unknownFlag(name: string): Fault {
    const near = nearest(name, Object.keys(this.#command.flags));
    return new Fault('usage/arguments', `${this.#peer.program} ${this.#command.words.join(' ')} has no flag ${name}`, {
      hint: near === undefined ? `see "bootwright ${this.#command.to[0]} --help"` : `did you mean ${near}?`,
    });
  }

  translation(): Translation {
    const { to, defaults = {}, operand } = this.#command;
    const added = Object.entries(defaults).flatMap(([flag, value]) =>
      this.#given.has(flag) ? [] : [`${flag}=${value}`],
    );
    const types = operand === 'type' ? this.#operands.map((name) => `--type=${name}`) : [];
    if (operand === 'type' && this.#containers.length === 0) {
      throw new Fault('compat/unsupported', `${this.#peer.program} without --bootc-ref is not supported`, {
        hint: 'name a container with --bootc-ref: images are made of bootc containers only',
      });
    }
    const operands = operand === 'type' ? this.#containers : [...this.#containers, ...this.#operands];
    return { argv: [...to, ...added, ...types, ...this.#options, ...operands], notices: this.#notices };
  }
}
