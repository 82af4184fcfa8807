import * as z from 'zod';
import { pythonRegex } from '../schema/python-regex.ts';

const configuration = z.strictObject({
  domain: z.string(),
  type: z.literal(['hard', 'soft', '-']),
  item: z.literal([
    'core',
    'data',
    'fsize',
    'memlock',
    'nofile',
    'rss',
    'stack',
    'cpu',
    'nproc',
    'as',
    'maxlogins',
    'maxsyslogins',
    'nonewprivs',
    'priority',
    'locks',
    'sigpending',
    'msgqueue',
    'nice',
    'rtprio',
  ]),
  value: z.union([z.literal(['unlimited', 'infinity']), z.int()]),
});

/** Options of `org.osbuild.pam.limits.conf`, in the order in which they are written. */
export const pamLimitsConf = z.strictObject({
  filename: z.string().regex(pythonRegex(/^[\w.-]{1,250}\.conf$/)),
  config: z.array(configuration).min(1),
});
