import type { Change } from '../diff/change.ts';

interface ChangeLook {
  /** What it is coloured as. */
  readonly tone: 'added' | 'removed' | 'moved' | 'changed' | 'faint';
  /** Next to the colours, for who cannot distinguish colours; in plain text, and on a page. */
  readonly sign: string;
  readonly symbol: string;
}

const changed: ChangeLook = { tone: 'changed', sign: '~', symbol: '~' };

/** How a change of each kind is shown. */
export const changeLooks: Readonly<Record<Change['kind'], ChangeLook>> = {
  added: { tone: 'added', sign: '+', symbol: '+' },
  removed: { tone: 'removed', sign: '-', symbol: '−' },
  moved: { tone: 'moved', sign: '>', symbol: '↕' },
  renamed: { tone: 'moved', sign: '>', symbol: '✎' },
  changed,
  resized: changed,
  reseeded: { ...changed, tone: 'faint' },
  reworded: changed,
};
