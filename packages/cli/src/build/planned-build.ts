import { basename } from 'node:path';
import type { Blueprint } from '@bootwright/blueprint';
import { type ManifestOutline, parseManifestOutline } from '@bootwright/boot';
import { type Bytes, Fault, type Location, type Notice } from '@bootwright/core';
import { encodeManifest } from '@bootwright/osbuild';
import type { BuildRequest } from '@bootwright/plan';
import type { CommandContext } from '../command.ts';
import { readText } from '../files/read-text.ts';
import { gatherRequest } from '../manifest/gather-request.ts';
import type { ManifestGiven } from '../manifest/manifest-options.ts';
import { sourcePolicy } from '../manifest/source-policy.ts';
import { tellNotices } from '../manifest/tell-notices.ts';
import { makeManifest } from '../request/make-manifest.ts';
import type { BuildTarget } from './build-job.ts';
import type { BuildGiven } from './build-options.ts';

/** What is to be built, and what is known of it. */
export interface PlannedBuild {
  readonly targets: readonly BuildTarget[];
  /** `bootc-fedora-42`. */
  readonly distribution?: string;
  readonly architecture?: string;
  readonly containerSize?: Bytes;
  /** The container that becomes the image. */
  readonly reference?: string;
  readonly wishes?: { readonly blueprint: Blueprint; readonly at: Location };
  /** The file that holds the manifest. */
  readonly manifestFile?: string;
}

/** Plans what the options ask for, or reads the manifest that they name; tells of notices. */
export async function planBuild(
  operand: string | undefined,
  given: BuildGiven,
  context: CommandContext,
): Promise<PlannedBuild> {
  if (given.manifest !== undefined) return givenManifest(given.manifest, operand, given, context);
  if (given.export.length > 0) {
    throw new Fault('usage/options', '--export needs --manifest', { hint: '--type says what is built of a container' });
  }
  const { type, ...rest } = given;
  const types = type.flat();
  const [first] = types;
  const options: ManifestGiven = { ...rest, mockSources: false, ...(first === undefined ? {} : { type: first }) };
  const gathered = await gatherRequest(operand, options, context);
  const wanted = types.length === 0 ? [gathered.request.imageType] : types;
  const requests = wanted.map((imageType) => ({ ...gathered.request, imageType }));
  const policy = sourcePolicy(options, gathered);
  const made = requests.map((request) => ({ request, ...makeManifest(request, policy) }));
  const notices = [...gathered.notices, ...made.flatMap((one) => one.notices)];
  await tellNotices(distinct(notices), { ...gathered, strict: given.strict }, context);
  return {
    ...facts(gathered.request),
    targets: made.map(({ request, manifest, exports, filename }) => ({
      type: request.imageType,
      export: exports[0] ?? '',
      filename,
      manifest: encodeManifest(manifest),
    })),
  };
}

function facts({ container, blueprint, blueprintAt }: BuildRequest): Omit<PlannedBuild, 'targets'> {
  const { id, versionId } = container.os.release;
  return {
    distribution: `bootc-${id}-${versionId}`,
    reference: container.imgref,
    wishes: { blueprint, at: blueprintAt },
    ...(container.architecture === undefined ? {} : { architecture: container.architecture }),
    ...(container.size === undefined ? {} : { containerSize: container.size }),
  };
}

/** Several types have most of their notices in common. */
function distinct(notices: readonly Notice[]): readonly Notice[] {
  const seen = new Map(notices.map((notice) => [JSON.stringify(notice), notice]));
  return [...seen.values()];
}

async function givenManifest(
  file: string,
  operand: string | undefined,
  given: BuildGiven,
  context: CommandContext,
): Promise<PlannedBuild> {
  const other = [
    ...(operand === undefined ? [] : [operand]),
    ...(given.root === undefined ? [] : ['--root']),
    ...(given.request === undefined ? [] : ['--request']),
    ...(given.type.length === 0 ? [] : ['--type']),
    ...(given.blueprint === undefined ? [] : ['--blueprint']),
  ];
  if (other.length > 0) {
    throw new Fault('usage/options', `--manifest is all that is built; ${other.join(', ')} would change nothing`, {
      hint: 'leave one of them out; --export says what of the manifest is wanted',
    });
  }
  const text = await readText(file, context.host);
  const name = file === '-' ? 'standard input' : file;
  context.texts.add({ document: 'manifest', file: name, text, format: 'json' });
  const outline = parseManifestOutline(text, { document: 'manifest', file: name });
  const last = outline.pipelines.at(-1)?.name;
  const named = given.export.flat();
  const exports = named.length > 0 || last === undefined ? named : [last];
  return {
    targets: exports.map((one) => {
      const filename = filenameOf(one, outline);
      return { type: one, export: one, manifest: text, ...(filename === undefined ? {} : { filename }) };
    }),
    ...(file === '-'
      ? {}
      : { manifestFile: file, distribution: basename(file).replace(/(\.osbuild-manifest)?\.json$/, '') }),
  };
}

/** The file that a pipeline's last stages make in its tree, where it is one of a disk. */
function filenameOf(name: string, { pipelines }: ManifestOutline): string | undefined {
  const stages = pipelines.find((pipeline) => pipeline.name === name)?.stages ?? [];
  const named = stages.flatMap(({ type, options }) =>
    /^org\.osbuild\.(?:truncate|qemu|tar|xz|gzip|zstd)$/.test(type) ? (fileIn(options) ?? []) : [],
  );
  return named.at(-1);
}

function fileIn(options: unknown): string | undefined {
  if (typeof options !== 'object' || options === null || !('filename' in options)) return undefined;
  const { filename } = options;
  return typeof filename === 'string' && /^[^/]+$/.test(filename) ? filename : undefined;
}
