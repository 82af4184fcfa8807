import * as z from 'zod';

const deviceList = z.array(z.string()).min(1);

const strArray = z.array(z.string()).min(1);

const device = z.strictObject({
  managed: z.exactOptional(z.boolean()),
  'wifi.scan-rand-mac-address': z.exactOptional(z.boolean()),
});

const globalDnsDomain = z.strictObject({ servers: z.array(z.string()).min(1) });

/** Options of `org.osbuild.nm.conf`, in the order in which they are written. */
export const nmConf = z.strictObject({
  path: z.string(),
  settings: z.strictObject({
    main: z.exactOptional(
      z.strictObject({ 'no-auto-default': z.exactOptional(deviceList), plugins: z.exactOptional(strArray) }),
    ),
    device: z.exactOptional(z.array(z.strictObject({ name: z.exactOptional(z.string()), config: device })).min(1)),
    'global-dns-domain': z.exactOptional(z.array(z.strictObject({ name: z.string(), config: globalDnsDomain })).min(1)),
    keyfile: z.exactOptional(z.strictObject({ 'unmanaged-devices': z.exactOptional(deviceList) })),
  }),
});
