import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Answer, RequestSet } from './recorded-requests.ts';
import { linesOf, recordingLines, recordingsFolder, recordingText } from './reference.ts';
import { type Facts, jsonLines } from './reference-facts.ts';

/** An answer in the recordings, as far as it is read. */
interface Recorded extends Omit<Answer, 'cause' | 'unsupported' | 'compact_sha256'> {
  readonly error?: string;
  readonly warnings?: readonly string[];
  readonly inspected?: unknown;
}

type Line = { readonly [Key in keyof Answer]: Answer[Key] | undefined };

/** Sets of requests that this project wrote, with the ending of their files in the recordings. */
const ownSets = [
  ['systematic', ''],
  ['trees', ''],
  ['random', '.gz'],
  ['random-iso', '.gz'],
] as const;

/** Errors while a manifest is made that come from the request, the container or the final table, not the blueprint. */
const notOfBlueprint =
  /^(bootc container initramfs|internal error|no installer payload|no partition table|error generating partition table|raw partitioning mode set|could not read kernel info|cannot use build-containers)/;

/** Requests for manifests, and what image-builder made of each. */
export function factsOfImageBuilder(): Facts {
  const own = ownSets.map(([set, ending]) =>
    setOf(
      set,
      linesOf(recordingText(`${set}.jsonl${ending}`)),
      recordingLines<Recorded>(`${set}.expected.jsonl${ending}`).map(answerOf),
    ),
  );
  return {
    files: Object.assign({}, ...own, differences(), upstream(), installer()),
    leftOut: [
      'manifests, and the resolved containers, which are a function of the request: the SHA-256 of each manifest is kept',
      'errors and warnings: the phase, the cause and the name of the unsupported option are kept',
      "names and descriptions of blueprints of the reference's own test matrix: they change nothing",
      'fleet/: manifests with RPM lists and their history; the SHA-256 of the 8 for bootc containers is kept',
    ],
  };
}

function setOf(set: RequestSet, requests: readonly string[], answers: readonly unknown[]): Facts['files'] {
  return {
    [`image-builder/${set}.requests`]: requests.map((line) => `${line}\n`).join(''),
    [`image-builder/${set}.answers`]: jsonLines(answers),
  };
}

function answerOf({ name, outcome, error, warnings, ...others }: Recorded) {
  const { phase, manifest_sha256, filename, mime_type, exports, inspected } = others;
  const cause = causeOf(outcome, phase, error);
  const unsupported = /: ([\w.-]+): not supported$/.exec(warnings?.[0] ?? '')?.[1];
  return { name, outcome, phase, cause, unsupported, manifest_sha256, filename, mime_type, exports, inspected };
}

function causeOf(outcome: Recorded['outcome'], phase = '', error = ''): Answer['cause'] | undefined {
  if (error.includes('unknown fs type')) return 'filesystem-type';
  if (/^installer\.|disables the required Users/.test(error)) return 'installer-options';
  if (outcome !== 'error') return undefined;
  return phase === 'input' || (phase === 'manifest' && !notOfBlueprint.test(error)) ? 'blueprint' : undefined;
}

/** Requests on which a commit of this project and image-builder differed. */
function differences(): Facts['files'] {
  // The text is cut, not parsed: numbers beyond 2^53 are among what is tried.
  const requests = linesOf(recordingText('differences.jsonl')).map(
    (line) => /^\{"request": (.*), "reference": \{"outcome"/s.exec(line)?.[1] ?? '',
  );
  const answers = recordingLines<{ readonly request: { readonly name: string }; readonly reference: Recorded }>(
    'differences.jsonl',
  ).map(({ request, reference }) => answerOf({ ...reference, name: request.name }));
  return setOf('differences', requests, answers);
}

/** The reference's own test matrix for bootc containers. */
function upstream(): Facts['files'] {
  const checksums: Readonly<Record<string, string>> = JSON.parse(recordingText('upstream/sha256.json'));
  const cases = recordingLines<{ readonly name: string }>('upstream/cases.jsonl');
  const answers = cases.map(({ name }): Line => ({ name, outcome: 'manifest', compact_sha256: checksums[name] }));
  return setOf('upstream', withoutBlueprint(cases), answers);
}

/** Requests for the RPM installer, of the same matrix. */
function installer(): Facts['files'] {
  const cases = recordingLines<{ readonly name: string; readonly expected: string }>(
    'upstream/anaconda-iso-cases.jsonl',
  );
  const answers = cases.map(({ name, expected }): Line => {
    const manifest_sha256 = createHash('sha256').update(fleetManifest(expected)).digest('hex');
    return { name, outcome: 'manifest', manifest_sha256 };
  });
  return setOf('anaconda-iso', withoutBlueprint(cases.map(({ expected: _file, ...one }) => one)), answers);
}

function withoutBlueprint(cases: readonly object[]): readonly string[] {
  return cases.map((one) => JSON.stringify({ ...one, blueprint: {} }));
}

function fleetManifest(path: string): Buffer {
  const archive = join(recordingsFolder, 'fleet/manifests.tar.zst');
  return execFileSync('tar', ['--zstd', '-xOf', archive, path.replace(/^fleet\//, '')], { maxBuffer: 2 ** 26 });
}
