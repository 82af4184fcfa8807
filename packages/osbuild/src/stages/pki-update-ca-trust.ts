import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.pki.update-ca-trust`, in the order in which they are written. */
export const pkiUpdateCaTrust = z.strictObject({});

export type PkiUpdateCaTrustOptions = OptionsOf<typeof pkiUpdateCaTrust>;
