import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Profile, parseBuildRequestValue, profileDifferences } from '@bootwright/build-request';
import { Fault, type Notice, renderPath } from '@bootwright/core';
import { encodeManifest } from '@bootwright/osbuild';
import { planImage } from '@bootwright/plan';
import { createTwoFilesPatch } from 'diff';
import { describe, expect, test } from 'vitest';
import { buildManifest } from './build-manifest.ts';
import { mockContainer } from './mock-container.ts';

const cases = join(import.meta.dirname, '../../../test-data/cases/departures');
const goldens = join(import.meta.dirname, '../../../test-data/golden/departures');

interface Answer {
  readonly manifest: string;
  readonly notices: readonly Notice[];
}

function answer(name: string, profile: Profile): Answer | Fault {
  try {
    const value: unknown = JSON.parse(readFileSync(join(cases, `${name}.json`), 'utf8'));
    const { request } = parseBuildRequestValue(value, { profile });
    const { plan, notices } = planImage(request);
    return { manifest: encodeManifest(buildManifest(plan, mockContainer)), notices };
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}

/** What changes from one profile to the other: notices, and the lines of the manifest or the fault instead of it. */
function difference(name: string): string {
  const reference = answer(name, 'reference');
  const recommended = answer(name, 'recommended');
  if (reference instanceof Fault) throw reference;
  const said = renderNotices('reference', reference.notices);
  if (recommended instanceof Fault) return `${said}\nrecommended: fault\n${render(recommended)}`;
  const patch = createTwoFilesPatch('reference', 'recommended', reference.manifest, recommended.manifest);
  return `${said}\n${renderNotices('recommended', recommended.notices)}\n${patch}`;
}

function renderNotices(profile: Profile, notices: readonly Notice[]): string {
  const lines = notices.length === 0 ? 'none\n' : notices.map(render).join('');
  return `${profile}: notices\n${lines}`;
}

function render({ code, message, at, hint }: Fault | Notice): string {
  const place = at === undefined ? '' : ` at ${at.file ?? at.document ?? ''} ${renderPath(at.path ?? [])}`.trimEnd();
  return `- ${code}${place}\n  ${message}\n  ${hint ?? ''}\n`;
}

describe('each difference between the profiles', () => {
  test('has a case of its own', () => {
    const names = readdirSync(cases).map((file) => file.replace(/\.json$/, ''));
    expect(names.filter((name) => name !== 'sealed-default').sort()).toEqual(Object.keys(profileDifferences).sort());
  });

  test.each(Object.keys(profileDifferences))('%s is noted under reference, and is all that changes', async (name) => {
    const reference = answer(name, 'reference');
    const noted = reference instanceof Fault ? [] : reference.notices.filter(({ code }) => code.startsWith('profile/'));
    // Each customization that is left out has a notice of its own.
    expect(noted.map(({ code }) => code)).toEqual(name === 'sealed-customizations' ? [] : [`profile/${name}`]);
    await expect(difference(name)).toMatchFileSnapshot(join(goldens, `${name}.txt`));
  });

  test('shows on the ordinary sealed image as a whole', async () => {
    const recommended = answer('sealed-default', 'recommended');
    expect(recommended instanceof Fault ? recommended : recommended.notices).toEqual([]);
    await expect(difference('sealed-default')).toMatchFileSnapshot(join(goldens, 'sealed-default.txt'));
  });
});
