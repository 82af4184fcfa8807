import * as z from 'zod';
import { pythonRegex } from '../schema/python-regex.ts';

const configuration = z.strictObject({
  type: z.string().regex(pythonRegex(/^([fwpLcbaA]\+?|[dDevqQCxXrRzZtThH]){1}((!?-?)|(-?!?)){0,1}$/)),
  path: z.string(),
  mode: z.exactOptional(z.string().regex(pythonRegex(/^~?[0-7]{4}$/))),
  user: z.exactOptional(z.string()),
  group: z.exactOptional(z.string()),
  age: z.exactOptional(z.string()),
  argument: z.exactOptional(z.string()),
});

/** Options of `org.osbuild.tmpfilesd`, in the order in which they are written. */
export const tmpfilesd = z.strictObject({
  filename: z.string().regex(pythonRegex(/^[\w.-]{1,250}\.conf$/)),
  config: z.array(configuration).min(1),
});
