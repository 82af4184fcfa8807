import { Fault } from '@bootwright/core';
import type { ChosenManifest, ManifestRequest } from './choose-manifest.ts';
import { chooseManifest, othersThan } from './choose-manifest.ts';
import { manifestFault } from './image-json.ts';
import type { IndexedManifest } from './oci-documents.ts';
import { parseManifestDocument } from './oci-documents.ts';

/** The key under which layouts name their images, by the specification. */
const nameKey = 'org.opencontainers.image.ref.name';
/** That one, and containerd's with the whole name. */
const nameKeys = [nameKey, 'io.containerd.image.name'] as const;

/**
 * The image of an `index.json`: by its tag, or the only one. Images of several architectures next to each other are one
 * image. Faults: `image/tag`, with the available tags.
 */
export function imageInLayout(bytes: Uint8Array, tag: string | undefined, request: ManifestRequest): ChosenManifest {
  const document = parseManifestDocument(bytes, 'index.json');
  if (document.kind !== 'index') throw manifestFault('index.json', 'it is not an index');
  const { manifests } = document;
  const names = [...new Set(manifests.flatMap((manifest) => namesOf(manifest)))];
  const meant = tag === undefined ? manifests : manifests.filter((manifest) => namesOf(manifest).includes(tag));
  if (meant.length === 0) {
    const there = names.length === 0 ? 'no image with a tag' : names.map((name) => JSON.stringify(name)).join(', ');
    throw tagFault(
      tag === undefined ? 'the layout has no image' : `the layout has no image ${JSON.stringify(tag)}, but ${there}`,
    );
  }
  const [only] = meant;
  if (only !== undefined && meant.length === 1) return { manifest: only, others: [] };
  const groups = new Set(meant.map((manifest) => namesOf(manifest)[0] ?? ''));
  if (tag === undefined && groups.size > 1) {
    throw tagFault(`the layout has several images: ${names.map((name) => JSON.stringify(name)).join(', ')}`);
  }
  const chosen = chooseManifest(meant, request, 'index.json');
  // Programs of containers/image take the first of a name, whatever its platform (oci/layout, `getManifestDescriptor`).
  const named = meant.filter(({ annotations }) => tag !== undefined && annotations.get(nameKey) === tag).slice(0, 1);
  const others = [...new Set([...chosen.others, ...othersThan(chosen.manifest, named)])];
  return { manifest: chosen.manifest, others };
}

function namesOf({ annotations }: IndexedManifest): readonly string[] {
  return nameKeys.flatMap((key) => annotations.get(key) ?? []);
}

function tagFault(message: string): Fault {
  return new Fault('image/tag', message.slice(0, 2000), {
    hint: 'name one of them after a colon, such as oci:PATH:TAG',
  });
}
