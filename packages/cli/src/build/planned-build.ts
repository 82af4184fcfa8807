import { basename } from 'node:path';
import type { Blueprint } from '@bootwright/blueprint';
import type { BuildRequest } from '@bootwright/build-request';
import { type Bytes, defined, type Location, objectOf, textOf } from '@bootwright/core';
import { containerReferences, type ResolveContainer } from '@bootwright/manifest';
import { type ManifestOutline, parseManifestOutline } from '@bootwright/osbuild-monitor';
import type { CommandContext } from '../command.ts';
import { readText } from '../files/read-text.ts';
import { requestedManifests, type TypedManifest } from '../manifest/make-manifests.ts';
import { reportNotices } from '../manifest/report-notices.ts';
import { containerResolver } from '../request/container-resolver.ts';
import type { BuildTarget } from './build-job.ts';
import type { BuildGiven } from './build-options.ts';

/** What to build, and what is known about it. */
export interface PlannedBuild {
  readonly targets: readonly BuildTarget[];
  /** `bootc-fedora-42`. */
  readonly distribution?: string;
  readonly architecture?: string;
  readonly containerSize?: Bytes;
  /** References of the containers by image id. */
  readonly references?: ReadonlyMap<string, string>;
  readonly customizations?: { readonly blueprint: Blueprint; readonly at: Location };
  readonly manifestFile?: string;
}

/** Plans the requested images, or reads the manifest of `--manifest`; reports notices. */
export async function planBuild(
  operand: string | undefined,
  given: BuildGiven,
  context: CommandContext,
): Promise<PlannedBuild> {
  if (given.manifest !== undefined) return givenManifest(given.manifest, given, context);
  const requested = await requestedManifests(operand, { ...given, mockSources: false }, context);
  await reportNotices(requested, given.strict, context);
  const { gathered, policy, made } = requested;
  return {
    ...facts(gathered.request),
    references: referencesById(made, containerResolver(gathered.request, policy)),
    targets: made.map(({ type, text, plan: { imageType } }) => ({
      type,
      export: imageType.exports[0] ?? '',
      filename: imageType.filename,
      manifest: text,
    })),
  };
}

function facts({ container, blueprint, blueprintAt }: BuildRequest): Omit<PlannedBuild, 'targets'> {
  const { id, versionId } = container.os.release;
  return {
    distribution: `bootc-${id}-${versionId}`,
    customizations: { blueprint, at: blueprintAt },
    ...defined({ architecture: container.architecture, containerSize: container.size }),
  };
}

function referencesById(made: readonly TypedManifest[], resolve: ResolveContainer): ReadonlyMap<string, string> {
  const references = made.flatMap(({ plan }) => containerReferences(plan));
  return new Map(references.map((reference) => [resolve(reference).imageId, reference.source]));
}

async function givenManifest(file: string, given: BuildGiven, context: CommandContext): Promise<PlannedBuild> {
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
      return { type: one, export: one, manifest: text, ...defined({ filename }) };
    }),
    ...(file === '-'
      ? {}
      : { manifestFile: file, distribution: basename(file).replace(/(\.osbuild-manifest)?\.json$/, '') }),
  };
}

/** The image file that the last stages of a pipeline create in its tree: a disk, an ISO or an archive. */
function filenameOf(name: string, { pipelines }: ManifestOutline): string | undefined {
  const stages = pipelines.find((pipeline) => pipeline.name === name)?.stages ?? [];
  const named = stages.flatMap(({ type, options }) =>
    /^org\.osbuild\.(?:truncate|qemu|xorrisofs|tar|xz|gzip|zstd)$/.test(type) ? (fileIn(options) ?? []) : [],
  );
  return named.at(-1);
}

function fileIn(options: unknown): string | undefined {
  const filename = textOf(objectOf(options).filename);
  return filename !== undefined && /^[^/]+$/.test(filename) ? filename : undefined;
}
