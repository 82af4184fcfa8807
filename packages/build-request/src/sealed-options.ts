import { type Infer, optional, record, text, word } from '@bootwright/core/schemas';
import * as z from 'zod/mini';

export const sealed = record({
  customizations: optional(z.boolean(), 'Default: under the profile recommended alone'),
  deliver: optional(
    word(['state', 'addon']),
    'In the state of the deployment (default), or as credentials in the addon',
  ),
  addon: optional(text(), 'A ready one, in base64'),
});

/** How a sealed image gets its customizations. */
export interface SealedOptions extends Infer<typeof sealed> {}
