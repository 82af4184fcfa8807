import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';
import { notAnObject } from '../schema/other-types.ts';
import { pythonRegex } from '../schema/python-regex.ts';

/** A source `org.osbuild.librepo`. */
export const librepoSourceSchema = z.strictObject({
  items: z.record(
    z.string().regex(pythonRegex(/^(sha1|sha256|sha384|sha512):[0-9a-f]{40,128}$/)),
    z.union([z.looseObject({ path: z.string(), mirror: z.string() }), notAnObject]),
  ),
  options: z.exactOptional(
    z.union([
      z.looseObject({
        mirrors: z.record(
          z.string().regex(pythonRegex(/^[0-9a-zA-Z-._:]+$/)),
          z.union([
            z.looseObject({
              url: z.string(),
              type: z.literal(['mirrorlist', 'metalink', 'baseurl']),
              'max-parallels': z.exactOptional(z.number()),
              'fastest-mirror': z.exactOptional(z.boolean()),
              insecure: z.exactOptional(z.boolean()),
              secrets: z.exactOptional(z.looseObject({ name: z.string() })),
            }),
            notAnObject,
          ]),
        ),
      }),
      notAnObject,
    ]),
  ),
});

export type LibrepoSource = OptionsOf<typeof librepoSourceSchema>;
