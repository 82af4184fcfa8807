import { linesOf, referenceLines, referenceText } from './reference.ts';

/** Sets of requests in `test-data/reference/image-builder`. */
export type RequestSet =
  | 'systematic'
  | 'trees'
  | 'random'
  | 'random-iso'
  | 'upstream'
  | 'anaconda-iso'
  | 'differences'
  | 'fresh'
  | 'fresh-trees';

/** What image-builder gave for a request; what it did not give is absent. */
export interface Answer {
  readonly name: string;
  /** A crash is a panic: the right answer is a fault, or a manifest that osbuild accepts. */
  readonly outcome: 'manifest' | 'error' | 'crash';
  /** Where it gave an error. */
  readonly phase?: string;
  /** What an error or crash is about, read from its message; absent for anything else. */
  readonly cause?: 'blueprint' | 'installer-options' | 'filesystem-type';
  /** The first customization that it ignored with a warning, such as `customizations.sshkey`. */
  readonly unsupported?: string;
  /** SHA-256 of the manifest, indented by two spaces, with Go's escapes and a newline at the end. */
  readonly manifest_sha256?: string;
  /** SHA-256 of the manifest without white space outside of strings, otherwise the same; in place of the other. */
  readonly compact_sha256?: string;
  /** The row of docs/reference-differences.md that it belongs to; of `fresh` only, which was compared once before. */
  readonly difference?: string;
  readonly filename?: string;
  readonly mime_type?: string;
  readonly exports?: readonly string[];
}

export interface RecordedRequest<Request, Recorded = Answer> {
  readonly request: Request;
  /** The request as it was given: numbers beyond 2^53 keep their digits. */
  readonly text: string;
  readonly answer: Recorded;
}

/** The requests of a set, each with its answer. */
export function recordedRequests<Request, Recorded = Answer>(
  set: RequestSet,
): readonly RecordedRequest<Request, Recorded>[] {
  const texts = linesOf(referenceText(`image-builder/${set}.requests`));
  const answers = referenceLines<Recorded>(`image-builder/${set}.answers`);
  return texts.flatMap((text, index) => {
    const answer = answers[index];
    return answer === undefined ? [] : [{ request: JSON.parse(text), text, answer }];
  });
}
