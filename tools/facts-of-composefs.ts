import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { recordingLines } from './reference.ts';
import { type Facts, jsonLines } from './reference-facts.ts';

interface Vector {
  readonly name: string;
  readonly tar_incomplete?: true;
  readonly dumpfile?: string;
  readonly error?: string;
  readonly oci_error?: string;
  readonly erofs_gz?: string;
}

/** Trees and layers, and the digests that bootc and composefs give them. */
export function factsOfComposefs(): Facts {
  return {
    files: {
      'composefs/vectors': jsonLines(recordingLines<Vector>('composefs/vectors.jsonl').map(factOf)),
      'composefs/differences': jsonLines(
        recordingLines<Vector & { readonly product: unknown; readonly class: string }>(
          'composefs/differences.jsonl',
        ).map(({ product: _ours, class: _class, ...vector }) => factOf(vector)),
      ),
    },
    leftOut: [
      'EROFS images and dumpfiles of composefs: digests and the SHA-256 of the images are kept, and the dumpfiles of',
      '  two trees that no tar describes',
      'error messages of bootc: that it fails is kept',
    ],
  };
}

function factOf<V extends Vector>({ dumpfile, error, oci_error, erofs_gz, ...vector }: V) {
  return {
    ...vector,
    ...(vector.tar_incomplete === true ? { dumpfile } : {}),
    ...(error === undefined && oci_error === undefined ? {} : { fails: true }),
    ...(erofs_gz === undefined
      ? {}
      : {
          erofs_sha256: createHash('sha256')
            .update(gunzipSync(Buffer.from(erofs_gz, 'base64')))
            .digest('hex'),
        }),
  };
}
