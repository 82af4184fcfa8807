import { defaulted, type Infer, list, renamed, text } from '@bootwright/core/schemas';
import * as z from 'zod/mini';

export const subscription = renamed(
  {
    organization: defaulted(text(), ''),
    activation_key: defaulted(text(), ''),
    server_url: defaulted(text(), ''),
    base_url: defaulted(text(), ''),
    insights: defaulted(z.boolean(), false),
    rhc: defaulted(z.boolean(), false, 'Register with rhc, not with subscription-manager'),
    proxy: defaulted(text(), ''),
    template_name: defaulted(text(), ''),
    template_uuid: defaulted(text(), ''),
    patch_url: defaulted(text(), ''),
    content_sets: defaulted(list(text()), [], 'Repositories to enable'),
  },
  {
    activation_key: 'activationKey',
    server_url: 'serverUrl',
    base_url: 'baseUrl',
    template_name: 'templateName',
    template_uuid: 'templateUuid',
    patch_url: 'patchUrl',
    content_sets: 'contentSets',
  },
);

/** Registration with Red Hat at the first boot. */
export interface Subscription extends Infer<typeof subscription> {}
