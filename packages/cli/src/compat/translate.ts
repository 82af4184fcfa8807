import { Fault, memberOf, type Notice, nearest, pushAll } from '@bootwright/core';
import { argumentsFault } from '../arguments/options-fault.ts';
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
  const reading = new Reading(peer, command);
  reading.read(words);
  return reading.translation();
}

function commandOf(
  peer: Peer,
  argv: readonly string[],
): { readonly command: PeerCommand; readonly words: readonly string[] } {
  const places = placesOfWords(peer, argv);
  const [first = '', second = ''] = places.map((place) => argv[place] ?? '');
  const unsupported = memberOf(peer.rejected, first);
  if (unsupported !== undefined) throw unsupportedFault(`${peer.program} ${first}`, unsupported);
  const named = peer.commands.find(({ words }) => words[0] === first && (words[1] ?? second) === second);
  if (named !== undefined) {
    const taken = places.slice(0, named.words.length);
    return { command: named, words: argv.filter((_, place) => !taken.includes(place)) };
  }
  const usual = peer.commands.find(({ words }) => words.join(' ') === peer.usual);
  if (usual !== undefined && argv.length > 0) return { command: usual, words: argv };
  const known = peer.commands.map(({ words }) => words.join(' '));
  const near = nearest(first, known);
  const hint = near === undefined ? `use one of ${known.join(', ')}` : `did you mean ${near}?`;
  throw argumentsFault(`${peer.program} has no command ${JSON.stringify(first)}`, hint);
}

/** Where words are that may name the command: neither flags nor their values, and before `--`. */
function placesOfWords(peer: Peer, argv: readonly string[]): readonly number[] {
  const takeValue = (word: string): boolean =>
    peer.commands.some(({ flags }) => memberOf(flags, word)?.takes === 'value');
  const places: number[] = [];
  for (let place = 0; place < argv.length && argv[place] !== '--'; place++) {
    const word = argv[place] ?? '';
    if (!word.startsWith('-')) places.push(place);
    else if (takeValue(word)) place++;
  }
  return places;
}

/** What Go's `strconv.ParseBool` takes, by which both builders read their switches. */
const switchValues: Readonly<Record<string, boolean>> = Object.fromEntries([
  ...['1', 't', 'T', 'TRUE', 'true', 'True'].map((value) => [value, true]),
  ...['0', 'f', 'F', 'FALSE', 'false', 'False'].map((value) => [value, false]),
]);

const unsupportedFault = (what: string, hint: string): Fault =>
  new Fault('compat/unsupported', `${what} is not supported`, { hint });

class Reading {
  readonly #peer: Peer;
  readonly #command: PeerCommand;
  /** Ours, by the flag of the builder, in the order of the last of each. */
  readonly #options = new Map<string, readonly string[]>();
  readonly #operands: string[] = [];
  #container: string | undefined;
  #isHelp = false;
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
      if (flag === '--help' || flag === '-h') {
        this.#isHelp = true;
        return;
      }
      const name = flag === '-v' ? '--verbose' : flag;
      const found = memberOf(this.#command.flags, name);
      if (found === undefined) throw this.#unknownFlag(name);
      const isAttached = word.includes('=');
      const value = isAttached ? rest.join('=') : found.takes === 'value' ? words[++index] : undefined;
      if (found.takes === 'value' && value === undefined) {
        throw argumentsFault(`${name} needs a value`, 'give a value, or leave the flag out');
      }
      this.#take(name, found, found.takes === 'switch' ? String(switchValue(name, value)) : (value ?? ''));
    }
  }

  /** `value` of a switch: `true` or `false`. */
  #take(name: string, flag: PeerFlag, value: string): void {
    if ('rejected' in flag) throw unsupportedFault(`${name} of ${this.#peer.program}`, flag.rejected);
    if ('ignored' in flag) {
      if (flag.fails?.includes(value) === true) {
        const hint = 'leave it out, and pull the container first';
        throw unsupportedFault(`${name}=${value} of ${this.#peer.program}`, hint);
      }
      const message = `${name} of ${this.#peer.program} has no effect: ${flag.ignored}`;
      this.#notices.push({ code: 'compat/ignored', message, hint: 'leave it out' });
      return;
    }
    if (flag.to === 'operand') {
      this.#container = value;
      return;
    }
    const before = 'repeats' in flag ? (this.#options.get(name) ?? []) : [];
    this.#options.delete(name);
    this.#options.set(name, [...before, ...this.#optionOf(name, flag, value)]);
  }

  /** Our option for a flag; none for a switch that is off, and for the form that ours prints without an option. */
  #optionOf(name: string, flag: Extract<PeerFlag, { readonly to: string }>, value: string): readonly string[] {
    if (flag.takes === 'switch') return value === 'true' ? [flag.to] : [];
    const values = 'values' in flag ? (flag.values ?? {}) : {};
    if (flag.to !== '--json') return [`${flag.to}=${memberOf(values, value) ?? value}`];
    if (value === 'yaml') throw unsupportedFault(`${name}=yaml of ${this.#peer.program}`, 'use --format json');
    if (value !== '' && !Object.hasOwn(values, value)) {
      const message = `${name} of ${this.#peer.program} has no form ${JSON.stringify(value)}`;
      throw argumentsFault(message, `use one of ${Object.keys(values).join(', ')}`);
    }
    return value === 'json' ? ['--json'] : [];
  }

  #unknownFlag(name: string): Fault {
    const near = nearest(name, Object.keys(this.#command.flags));
    const hint = near === undefined ? `see "bootwright ${this.#command.to[0]} --help"` : `did you mean ${near}?`;
    return argumentsFault(`${this.#peer.program} ${this.#command.words.join(' ')} has no flag ${name}`, hint);
  }

  translation(): Translation {
    const { to, defaults = {}, operand } = this.#command;
    if (this.#isHelp) return { argv: [to[0] ?? '', '--help'], notices: [] };
    const options = [...this.#options.values()].flat();
    const given = new Set(options.map((option) => option.split('=', 1)[0]));
    const added = Object.entries(defaults).flatMap(([flag, value]) => (given.has(flag) ? [] : [`${flag}=${value}`]));
    const types = operand === 'type' ? this.#operands.map((name) => `--type=${name}`) : [];
    if (operand === 'type' && this.#container === undefined) {
      const hint = 'name a container with --bootc-ref: images are made of bootc containers only';
      throw unsupportedFault(`${this.#peer.program} without --bootc-ref`, hint);
    }
    const container = this.#container === undefined ? [] : [this.#container];
    const operands = operand === 'type' ? container : [...container, ...this.#operands];
    // What the builder reads as an operand is not an option of ours.
    const end = operands.some((word) => word.startsWith('-') && word !== '-') ? ['--'] : [];
    return { argv: [...to, ...added, ...types, ...options, ...end, ...operands], notices: this.#notices };
  }
}

function switchValue(name: string, value: string | undefined): boolean {
  const read = memberOf(switchValues, value ?? 'true');
  if (read !== undefined) return read;
  const message = `${name} is a switch, and has no value ${JSON.stringify(value)}`;
  throw argumentsFault(message, `use ${name}=true or ${name}=false`);
}
