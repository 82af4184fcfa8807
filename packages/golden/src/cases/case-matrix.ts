import { defined, Fault, type Location } from '@bootwright/core';
import type { GoldenCase } from './golden-case.ts';
import { mergedFacts } from './merged-facts.ts';
import { type Axis, axes, type Exclusion, type Matrix, readMatrix } from './read-matrix.ts';

type Choice = Readonly<Record<Axis, string>>;

/**
 * The cases of a matrix, each named `PREFIX/VARIANT/BLUEPRINT/ARCHITECTURE-FILESYSTEM/CONTAINER-PROFILE/TYPE`, without a
 * variant where the matrix has none. Faults of the matrix (`matrix/…`) are thrown together; those of its requests are
 * outcomes of the cases.
 */
export function expandMatrix(value: unknown, prefix: string, at: Location): readonly GoldenCase[] {
  const matrix = readMatrix(value, at);
  checkSize(matrix, at);
  const cases = combinations(matrix.values)
    .filter((choice) => !matrix.exclude.some((exclusion) => isExcluded(choice, exclusion)))
    .map((choice) => matrixCase(choice, matrix, prefix, at));
  const names = new Set(cases.map(({ name }) => name));
  return cases.map(({ twin, ...rest }) => (twin !== undefined && names.has(twin) ? { ...rest, twin } : rest));
}

/** Far more cases than anybody has goldens of, and exclusions that are compared with them. */
const most = { cases: 100_000, comparisons: 50_000_000 };

/** A matrix of a few kilobytes could have more cases than there is memory for. */
function checkSize({ values, exclude }: Matrix, at: Location): void {
  const cases = axes.reduce((count, axis) => count * values[axis].length, 1);
  const words = exclude.reduce(
    (sum, one) => sum + axes.reduce((count, axis) => count + (one[axis]?.length ?? 0), 1),
    0,
  );
  if (cases <= most.cases && cases * words <= most.comparisons) return;
  throw new Fault('matrix/too-large', `the matrix has ${cases} cases and ${exclude.length} exclusions`, {
    at,
    hint: `a matrix has up to ${most.cases} cases; split it into several files, or exclude fewer values`,
  });
}

function matrixCase(choice: Choice, matrix: Matrix, prefix: string, at: Location): GoldenCase {
  const name = caseName(choice, prefix);
  const container = {
    ...mergedFacts(matrix.containers.get(choice.containers), matrix.architectures.get(choice.architectures)),
    arch: choice.architectures,
    default_root_fs: choice.file_systems,
  };
  const blueprint = matrix.blueprints.get(choice.blueprints);
  const twin = matrix.twins.get(choice.containers);
  const { signing, ...variant } = matrix.variants.get(choice.variants) ?? {};
  return {
    name,
    request: { name, container, image_type: choice.types, blueprint, ...matrix.shared, ...variant },
    profile: choice.profiles === 'recommended' ? 'recommended' : 'reference',
    at: { document: name, ...defined({ file: at.file }) },
    ...defined({ signing, twin: twin && caseName({ ...choice, containers: twin }, prefix) }),
  };
}

function caseName(choice: Choice, prefix: string): string {
  const { variants, blueprints, architectures, file_systems: filesystems, containers, profiles, types } = choice;
  const parts = variants === '' ? prefix : `${prefix}/${variants}`;
  return `${parts}/${blueprints}/${architectures}-${filesystems}/${containers}-${profiles}/${types}`;
}

function isExcluded(choice: Choice, exclusion: Exclusion): boolean {
  return axes.every((axis) => exclusion[axis]?.includes(choice[axis]) ?? true);
}

function combinations(values: Matrix['values']): readonly Choice[] {
  const none = {
    variants: '',
    blueprints: '',
    architectures: '',
    file_systems: '',
    containers: '',
    profiles: '',
    types: '',
  };
  return axes.reduce<readonly Choice[]>(
    (choices, axis) => choices.flatMap((choice) => values[axis].map((value) => ({ ...choice, [axis]: value }))),
    [none],
  );
}
