import * as z from 'zod';
import { keysMeet } from '../schema/keys-meet.ts';
import { pythonRegex } from '../schema/python-regex.ts';
import { environmentVariable, installSection, unitSection } from '../shared-schemas.ts';

/** Options of `org.osbuild.systemd.unit.create`, in the order in which they are written. */
export const systemdUnitCreate = z.strictObject({
  filename: z.string().regex(pythonRegex(/^[\w:.\\-]+(?:@[\w:.\\-]*)?\.(service|mount|socket|swap)$/)),
  'unit-type': z.exactOptional(z.literal(['system', 'global'])),
  'unit-path': z.exactOptional(z.literal(['usr', 'etc'])),
  config: z
    .strictObject({
      Unit: z.exactOptional(unitSection),
      Service: z.exactOptional(
        z.strictObject({
          Type: z.exactOptional(
            z.literal(['simple', 'exec', 'forking', 'oneshot', 'dbus', 'notify', 'notify-reload', 'idle']),
          ),
          RemainAfterExit: z.exactOptional(z.boolean()),
          ExecStartPre: z.exactOptional(z.array(z.string())),
          ExecStopPost: z.exactOptional(z.array(z.string())),
          ExecStart: z.exactOptional(z.array(z.string())),
          Environment: z.exactOptional(z.array(environmentVariable)),
          EnvironmentFile: z.exactOptional(z.array(z.string())),
          StandardOutput: z.exactOptional(
            z
              .string()
              .regex(
                pythonRegex(
                  /^(inherit|null|tty|journal|kmsg|journal\+console|kmsg\+console|file:\/(?!\.\.)((?!\/\.\.\/).)+|append:\/(?!\.\.)((?!\/\.\.\/).)+|truncate:\/(?!\.\.)((?!\/\.\.\/).)+|socket|fd:.+)$/,
                ),
              ),
          ),
        }),
      ),
      Mount: z.exactOptional(
        z.strictObject({
          What: z.string(),
          Where: z.string(),
          Type: z.exactOptional(z.string()),
          Options: z.exactOptional(z.string()),
        }),
      ),
      Socket: z.exactOptional(
        z.strictObject({
          Service: z.exactOptional(z.string()),
          ListenStream: z.exactOptional(z.string()),
          ListenDatagram: z.exactOptional(z.string()),
          ListenSequentialPacket: z.exactOptional(z.string()),
          ListenFifo: z.exactOptional(z.string()),
          SocketUser: z.exactOptional(z.string()),
          SocketGroup: z.exactOptional(z.string()),
          SocketMode: z.exactOptional(z.string()),
          DirectoryMode: z.exactOptional(z.string()),
          Accept: z.exactOptional(z.boolean()),
          RuntimeDirectory: z.exactOptional(z.string()),
          RemoveOnStop: z.exactOptional(z.boolean()),
        }),
      ),
      Swap: z.exactOptional(
        z.strictObject({
          What: z.string(),
          Priority: z.exactOptional(z.int()),
          Options: z.exactOptional(z.string()),
          TimeoutSec: z.exactOptional(z.string()),
        }),
      ),
      Install: z.exactOptional(installSection),
    })
    .refine(
      ...keysMeet({
        oneOf: [
          {
            required: ['Unit', 'Service', 'Install'],
            not: { anyOf: [{ required: ['Mount'] }, { required: ['Socket'] }, { required: ['Swap'] }] },
          },
          {
            required: ['Socket'],
            not: { anyOf: [{ required: ['Mount'] }, { required: ['Service'] }, { required: ['Swap'] }] },
          },
          {
            required: ['Mount'],
            not: { anyOf: [{ required: ['Service'] }, { required: ['Socket'] }, { required: ['Swap'] }] },
          },
          {
            required: ['Swap'],
            not: { anyOf: [{ required: ['Service'] }, { required: ['Socket'] }, { required: ['Mount'] }] },
          },
        ],
      }),
    ),
});
