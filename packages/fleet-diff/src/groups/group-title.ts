import { cutName } from '@bootwright/core';
import { detailText, type FleetClass } from '../review/fleet-change.ts';
import type { ThemeGroup } from './group-themes.ts';
import type { Theme } from './theme.ts';

/** What a reader wants to know first. What follows from other changes comes last. */
const order: readonly FleetClass[] = [
  'boot-mode',
  'pipeline',
  'stage',
  'partition',
  'volume',
  'kernel-argument',
  'option',
  'file',
  'container',
  'package',
  'source',
  'input',
  'mount',
  'device',
  'document',
  'size',
  'reference',
  'identifier',
  'key-order',
];

/** Parts of a title, and letters of each. */
const mostParts = 3;
const longestPart = 160;

/** What the changes of a group have in common, in one line: the most telling changes of most of its manifests. */
export function groupTitle({ themes, manifests }: ThemeGroup): string {
  const parts = titleParts(
    [...themes].sort((one, other) => weight(one, manifests.size) - weight(other, manifests.size)),
  );
  const rest = parts.slice(mostParts).length;
  const shown = parts.slice(0, mostParts).map((part) => cutName(part, longestPart));
  return `${shown.join('; ')}${rest === 0 ? '' : `; and ${rest} more`}`;
}

/** Lower is more telling: of most of the manifests first, then by what it is about. */
function weight({ class: about, manifests }: Theme, count: number): number {
  const rarity = manifests.size * 2 >= count ? 0 : 1;
  return (rarity * order.length + order.indexOf(about)) * 1e9 - manifests.size;
}

function titleParts(themes: readonly Theme[]): readonly string[] {
  const parts = new Map<string, { readonly wheres: Set<string>; readonly text: (wheres: string) => string }>();
  const packages = new Map<string, Set<string>>();
  for (const theme of themes) {
    const { class: about, where = '', subject } = theme;
    const [, name, fate] = (about === 'package' ? /^package (.+?)( removed| added)?$/s.exec(subject) : null) ?? [];
    if (name !== undefined) {
      const key = fate ?? ' changed';
      packages.set(key, (packages.get(key) ?? new Set()).add(name));
      parts.set(`packages${key}`, { wheres: new Set(), text: () => packageText(packages.get(key) ?? new Set(), key) });
      continue;
    }
    if (about === 'identifier') {
      packages.set('identifiers', (packages.get('identifiers') ?? new Set()).add(subject.replace(/^UUID of /, '')));
      parts.set('identifiers', {
        wheres: new Set(),
        text: () => identifierText(packages.get('identifiers') ?? new Set()),
      });
      continue;
    }
    const said = `${subject}${detailText(theme.details)}${theme.changes.length > 1 && theme.details.length === 0 ? variants(theme) : ''}`;
    const known = parts.get(said);
    if (known !== undefined) known.wheres.add(where);
    else parts.set(said, { wheres: new Set([where]), text: (wheres) => (wheres === '' ? said : `${wheres}: ${said}`) });
  }
  return [...parts.values()].map(({ wheres, text }) => {
    const [first = '', ...others] = wheres;
    return text(others.length === 0 ? first : `${first} and ${others.length} more places`);
  });
}

/** Changes of one thing that have nothing in common: the most frequent one as an example. */
function variants({ changes: [first, ...others] }: Theme): string {
  return `${detailText(first?.details ?? [])} (and ${others.length} other ${others.length === 1 ? 'change' : 'changes'})`;
}

function packageText(names: ReadonlySet<string>, fate: string): string {
  const listed = [...names].slice(0, 3);
  const more = names.size - listed.length;
  const [first = ''] = listed;
  if (fate === ' changed')
    return names.size === 1
      ? `package ${first} in another version`
      : `${names.size} packages in other versions (${listed.join(', ')}${more > 0 ? ', …' : ''})`;
  if (names.size === 1) return `package ${first}${fate}`;
  return `packages${fate}: ${listed.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function identifierText(roles: ReadonlySet<string>): string {
  const listed = [...roles].slice(0, 4);
  return `other UUIDs (${listed.join(', ')}${roles.size > listed.length ? ', …' : ''})`;
}
