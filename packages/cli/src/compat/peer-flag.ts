/** What becomes of a flag of another builder. */
export type PeerFlag =
  /** Our flag, with the same value. `values`: ours for those of its values that are called otherwise. */
  | {
      readonly takes: 'value' | 'switch';
      readonly to: string;
      readonly values?: Readonly<Record<string, string>>;
      /** Each of several is kept; of any other flag the last one counts. */
      readonly repeats?: true;
      /** Where ours differs, for the guide. */
      readonly differs?: string;
    }
  /** The container: our operand. */
  | { readonly takes: 'value'; readonly to: 'operand' }
  /** It has no effect here, which a notice says. `fails`: values that cannot be left out. */
  | { readonly takes: 'value' | 'switch'; readonly ignored: string; readonly fails?: readonly string[] }
  /** It asks for something that is not done here: a hint, which begins with a verb. */
  | { readonly takes: 'value' | 'switch'; readonly rejected: string };

/** By the flag, with its dashes. */
export type PeerFlags = Readonly<Record<string, PeerFlag>>;

export const renamed = (to: string): PeerFlag => ({ takes: 'value', to });
export const toggled = (to: string): PeerFlag => ({ takes: 'switch', to });
export const ignored = (takes: 'value' | 'switch', reason: string): PeerFlag => ({ takes, ignored: reason });
export const rejected = (takes: 'value' | 'switch', hint: string): PeerFlag => ({ takes, rejected: hint });

/** A command of another builder. */
export interface PeerCommand {
  /** Its words, such as `bootc inspect`. */
  readonly words: readonly string[];
  /** Ours, with what it always has. */
  readonly to: readonly string[];
  readonly flags: PeerFlags;
  /** What its operand is here; `none`: it has none. */
  readonly operand: 'container' | 'type' | 'same' | 'none';
  /** Ours for what it does where a flag is not given, such as `--type qcow2`. */
  readonly defaults?: Readonly<Record<string, string>>;
}

/** A builder whose command lines are read. */
export interface Peer {
  /** As `--compat` names it. */
  readonly name: 'bib' | 'ibcli';
  /** Its program. */
  readonly program: string;
  readonly commands: readonly PeerCommand[];
  /** Commands that are not done here: a hint, which begins with a verb. */
  readonly rejected: Readonly<Record<string, string>>;
  /** The command where none is named. */
  readonly usual?: string;
}

export const noRpms = 'the image is made of the container, and no packages are looked up';
export const noUpload = 'upload the finished file with the tools of the cloud: Bootwright does not upload';

export const progressOf = (file: boolean): PeerFlag => ({
  takes: 'value',
  to: '--progress',
  values: { debug: 'verbose' },
  differs: `\`debug\` is \`verbose\`${file ? '; `file` writes the same state as JSON' : ''}`,
});
