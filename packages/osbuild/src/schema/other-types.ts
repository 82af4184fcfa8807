import { isObject } from '@bootwright/core';
import * as z from 'zod';

/**
 * Any value but an object: osbuild's schemas sometimes describe the keys of an object without saying that there has to
 * be one. Types leave it out, as the stage itself would fail.
 */
export const notAnObject = z
  .custom<never>((value) => !isObject(value), { params: { otherType: true } })
  .meta({ not: { type: 'object' } });

/** Any value but an object that has keys. */
export const withoutKeys = z
  .custom<string | number | boolean>((value) => !isObject(value) || Object.keys(Object(value)).length === 0, {
    error: 'expected a plain value, received an object',
  })
  .meta({ additionalProperties: false });
