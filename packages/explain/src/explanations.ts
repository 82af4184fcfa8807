import { blueprintCodes } from './codes/blueprint-codes.ts';
import { bootCodes } from './codes/boot-codes.ts';
import { containerCodes } from './codes/container-codes.ts';
import { diskCodes } from './codes/disk-codes.ts';
import { goldenCodes } from './codes/golden-codes.ts';
import { hostCodes } from './codes/host-codes.ts';
import { imageCodes } from './codes/image-codes.ts';
import { inspectCodes } from './codes/inspect-codes.ts';
import { osbuildCodes } from './codes/osbuild-codes.ts';
import { registryCodes } from './codes/registry-codes.ts';
import { requestCodes } from './codes/request-codes.ts';
import { sealedCodes } from './codes/sealed-codes.ts';
import type { CodeTexts, Explanation } from './explanation.ts';
import { profileCodes } from './profile-codes.ts';
import { schemaCodes } from './schema-codes.ts';

const texts: CodeTexts = {
  ...schemaCodes,
  ...profileCodes,
  ...blueprintCodes,
  ...bootCodes,
  ...containerCodes,
  ...diskCodes,
  ...goldenCodes,
  ...hostCodes,
  ...imageCodes,
  ...inspectCodes,
  ...osbuildCodes,
  ...registryCodes,
  ...requestCodes,
  ...sealedCodes,
};

/** Every fault and notice code, in the order of codes. */
export const explanations: readonly Explanation[] = Object.entries(texts)
  .map(([code, text]) => ({ code, ...text }))
  .sort((one, other) => (one.code < other.code ? -1 : 1));

const byCode: ReadonlyMap<string, Explanation> = new Map(explanations.map((one) => [one.code, one]));

/** What a code means; `undefined` for one that is not known. */
export function explain(code: string): Explanation | undefined {
  return byCode.get(code);
}
