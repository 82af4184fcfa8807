import * as z from 'zod';
import { keysMeet } from '../schema/keys-meet.ts';
import { pythonRegex } from '../schema/python-regex.ts';

const repo = z
  .strictObject({
    id: z.exactOptional(z.string().regex(pythonRegex(/^[\w.\-:]+$/))),
    baseurl: z.exactOptional(z.array(z.string().min(1)).min(1)),
    cost: z.exactOptional(z.int()),
    enabled: z.exactOptional(z.boolean()),
    gpgkey: z.exactOptional(z.array(z.string().min(1)).min(1)),
    metalink: z.exactOptional(z.string().min(1)),
    mirrorlist: z.exactOptional(z.string().min(1)),
    module_hotfixes: z.exactOptional(z.boolean()),
    name: z.exactOptional(z.string().min(1)),
    priority: z.exactOptional(z.int()),
    gpgcheck: z.exactOptional(z.boolean()),
    repo_gpgcheck: z.exactOptional(z.boolean()),
    sslverify: z.exactOptional(z.boolean()),
  })
  .refine(
    ...keysMeet({
      oneOf: [{ required: ['id', 'baseurl'] }, { required: ['id', 'metalink'] }, { required: ['id', 'mirrorlist'] }],
    }),
  );

/** Options of `org.osbuild.yum.repos`, in the order in which they are written. */
export const yumRepos = z.strictObject({
  filename: z.exactOptional(z.string().regex(pythonRegex(/^[\w.-]{1,250}\.repo$/))),
  repos: z.exactOptional(z.array(repo).min(1)),
});
