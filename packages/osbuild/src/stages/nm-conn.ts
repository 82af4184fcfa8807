import * as z from 'zod';
import { notAnObject } from '../schema/other-types.ts';
import { pythonRegex } from '../schema/python-regex.ts';

const ipv4Ignore = z.union([z.strictObject({ method: z.literal('ignore') }), notAnObject]);

const ipv4Auto = z.union([
  z.strictObject({ method: z.literal('auto'), 'dns-search': z.exactOptional(z.string()) }),
  notAnObject,
]);

const ipv4Manual = z.union([
  z.strictObject({ method: z.literal('manual'), address: z.exactOptional(z.array(z.string())) }),
  notAnObject,
]);

const ipv4 = z.xor([ipv4Ignore, ipv4Auto, ipv4Manual]);

const ipv6Ignore = z.union([z.strictObject({ method: z.literal('ignore') }), notAnObject]);

const ethernet8023 = z.looseObject({ 'mac-address': z.exactOptional(z.string()) });

const ethernet = z.strictObject({
  connection: z.strictObject({
    uuid: z.string(),
    id: z.string(),
    type: z.literal(['802-3-ethernet', 'ethernet']),
    autoconnect: z.exactOptional(z.boolean()),
    'interface-name': z.exactOptional(z.string()),
    'autoconnect-priority': z.exactOptional(z.number()),
  }),
  ipv4: z.exactOptional(ipv4),
  ipv6: z.exactOptional(z.union([ipv6Ignore])),
  ethernet: z.exactOptional(ethernet8023),
});

/** Options of `org.osbuild.nm.conn`, in the order in which they are written. */
export const nmConn = z.xor([
  z.strictObject({
    filename: z.string().regex(pythonRegex(/^[\w.-]{1,242}.nmconnection$/)),
    settings: z.union([ethernet]),
  }),
  z.strictObject({ path: z.string(), settings: z.union([ethernet]) }),
]);
