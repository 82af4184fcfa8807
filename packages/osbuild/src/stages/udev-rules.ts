import * as z from 'zod';
import { pythonRegex } from '../schema/python-regex.ts';

const comment = z.strictObject({ comment: z.array(z.string()) });

const keysMatchSimple = z.literal([
  'ACTION',
  'DEVPATH',
  'KERNEL',
  'KERNELS',
  'NAME',
  'SYMLINK',
  'SUBSYSTEM',
  'SUBSYSTEMS',
  'DRIVER',
  'DRIVERS',
  'TAG',
  'TAGS',
  'PROGRAM',
  'RESULT',
]);

const keysMatchNoarg = z.strictObject({ name: keysMatchSimple });

const keysMatchArg = z.strictObject({
  name: z.literal(['ATTR', 'ATTRS', 'SYSCTL', 'ENV', 'CONST', 'TEST']),
  arg: z.string(),
});

const match = z.strictObject({
  key: z.xor([keysMatchSimple, keysMatchNoarg, keysMatchArg]),
  op: z.literal(['==', '!=']),
  val: z.string(),
});

const keysAssignSimple = z.literal(['NAME', 'SYMLINK', 'OWNER', 'GROUP', 'MODE', 'TAG', 'LABEL', 'GOTO', 'OPTIONS']);

const keysAssignNoarg = z.strictObject({ name: keysAssignSimple });

const keysAssignArg = z.strictObject({
  name: z.literal(['SECLABEL', 'ATTR', 'SYSCTL', 'ENV', 'RUN', 'IMPORT']),
  arg: z.string(),
});

const assignment = z.strictObject({
  key: z.xor([keysAssignSimple, keysAssignNoarg, keysAssignArg]),
  op: z.literal(['=', '+=', '-=', ':=']),
  val: z.string(),
});

/** Options of `org.osbuild.udev.rules`, in the order in which they are written. */
export const udevRules = z.strictObject({
  filename: z.string().regex(pythonRegex(/^[./\w\-_]{1,250}.rules$/)),
  rules: z.array(z.union([comment, z.array(z.union([match, assignment]))])),
});
