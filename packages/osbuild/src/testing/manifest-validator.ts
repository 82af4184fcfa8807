import { Fault, type PathStep } from '@bootwright/core';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { Manifest } from '../manifest.ts';
import type { Device } from '../parts/device.ts';
import type { Input } from '../parts/input.ts';
import type { Mount } from '../parts/mount.ts';
import type { Stage } from '../parts/stage.ts';
import type { ModuleKind, OsbuildSchemas, Schema } from './osbuild-schemas.ts';

/** The faults of a manifest under osbuild's schemas, in document order; none: osbuild accepts it. */
export type ManifestValidator = (manifest: Manifest) => readonly Fault[];

/**
 * A validator by osbuild's own schemas, as osbuild itself uses them: the document, then each stage's options, inputs,
 * devices and mounts and each source by the schema of its module. A module without a schema is a fault. Compiled
 * schemas are kept, so that one validator should serve many manifests.
 */
export function manifestValidator(schemas: OsbuildSchemas): ManifestValidator {
  const modules = new Modules(schemas);
  return (manifest) => {
    const document = modules.document(manifest);
    if (document.length > 0) return document;
    return [
      ...manifest.pipelines.flatMap(({ stages = [] }, pipeline) =>
        stages.flatMap((stage, index) => stageFaults(modules, stage, ['pipelines', pipeline, 'stages', index])),
      ),
      ...Object.entries(manifest.sources).flatMap(([name, source]) =>
        modules.check('sources', name, whole, source, ['sources', name]),
      ),
    ];
  };
}

function stageFaults(modules: Modules, stage: Stage, path: readonly PathStep[]): readonly Fault[] {
  const { type, options = {}, inputs = {}, devices = {}, mounts = [] } = stage;
  // As in osbuild, a stage may go without inputs, devices or mounts whatever its schema says of those that it has.
  const parts = { ...stage, options };
  return [
    ...stageParts.flatMap((name) =>
      parts[name] === undefined ? [] : modules.check('stages', type, name, parts[name], [...path, name]),
    ),
    ...Object.entries(inputs).flatMap(([name, input]: [string, Input]) =>
      modules.check('inputs', input.type, whole, input, [...path, 'inputs', name]),
    ),
    ...Object.entries(devices).flatMap(([name, device]: [string, Device]) =>
      modules.check('devices', device.type, whole, device.options, [...path, 'devices', name, 'options']),
    ),
    ...mounts.flatMap((mount: Mount, index) =>
      modules.check('mounts', mount.type, whole, mount, [...path, 'mounts', index]),
    ),
  ];
}

const whole = 'whole';
const stageParts = ['options', 'inputs', 'devices', 'mounts'] as const;
type Part = typeof whole | (typeof stageParts)[number];

class Modules {
  // osbuild's schemas are of draft 4 with keywords of later ones, and their patterns are without the Unicode flag.
  private readonly ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false, validateFormats: false });
  private readonly compiled = new Map<string, ValidateFunction>();
  private readonly schemas: OsbuildSchemas;

  constructor(schemas: OsbuildSchemas) {
    this.schemas = schemas;
  }

  document(manifest: Manifest): readonly Fault[] {
    return this.run('document', () => this.schemas.document, manifest, []);
  }

  check(kind: ModuleKind, name: string, part: Part, value: unknown, path: readonly PathStep[]): readonly Fault[] {
    const known = this.schemas[kind];
    const meta = Object.hasOwn(known, name) ? known[name] : undefined;
    if (meta === undefined) {
      const owner = part === whole ? path : path.slice(0, -1);
      return [new Fault('osbuild/unknown-module', `osbuild has no ${name} among its ${kind}`, { at: at(owner) })];
    }
    const schema = () => {
      const plain = partSchema(meta.schema_2, meta.schema, part);
      // osbuild adds the type to the schema of a mount.
      return kind === 'mounts'
        ? { ...plain, properties: { ...Object(plain.properties), type: { const: name } } }
        : plain;
    };
    return this.run(`${kind} ${name} ${part}`, schema, value, path);
  }

  private run(key: string, schema: () => Schema, value: unknown, path: readonly PathStep[]): readonly Fault[] {
    let validate = this.compiled.get(key);
    if (validate === undefined) {
      const { $schema: _draft, $id: _id, ...rest } = schema();
      validate = this.ajv.compile(rest);
      this.compiled.set(key, validate);
    }
    return validate(value) ? [] : (validate.errors ?? []).map((error) => schemaFault(error, path));
  }
}

/**
 * Version 1 describes a stage's options alone, version 2 each part by its name. Devices and mounts that are left out are
 * free; inputs that are left out are not allowed.
 */
function partSchema(second: Schema | undefined, first: Schema | undefined, part: Part): Schema {
  if (part === whole) return second ?? first ?? {};
  const schema = second === undefined ? (part === 'options' ? first : undefined) : second[part];
  if (typeof schema !== 'object' || schema === null) return part === 'inputs' ? { not: {} } : {};
  return { definitions: second?.definitions ?? {}, ...schema };
}

function schemaFault(error: ErrorObject, path: readonly PathStep[]): Fault {
  const inner = error.instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  return new Fault('osbuild/schema', `${error.message} ${JSON.stringify(error.params)}`, {
    at: at([...path, ...inner]),
  });
}

function at(path: readonly PathStep[]) {
  return { document: 'manifest', path };
}
