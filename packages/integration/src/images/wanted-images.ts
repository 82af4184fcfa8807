import type { Environment } from '@bootwright/process';
import publicImages from './public-images.json' with { type: 'json' };

/** An image for a suite. */
export interface WantedImage {
  readonly name: string;
  /** Whether a missing image is pulled. Nothing is downloaded unless asked for. */
  readonly pull: boolean;
  /** What to do if it is not available. */
  readonly cure: string;
}

const variables = {
  osbuild: 'BOOTWRIGHT_OSBUILD_IMAGE',
  bootc: 'BOOTWRIGHT_BOOTC_IMAGE',
  sealed: 'BOOTWRIGHT_SEALED_IMAGE',
} as const;

export type ImageRole = keyof typeof variables;

const roles: readonly ImageRole[] = ['bootc', 'sealed'];

/**
 * The image that a variable names, or the public one that `public-images.json` names. A public image is pulled where
 * `BOOTWRIGHT_PUBLIC_IMAGES` is `pull`, one of a variable where its name has a registry. Absent where neither names one:
 * nobody publishes a sealed image.
 */
export function wantedImage(role: ImageRole, environment: Environment): WantedImage | undefined {
  const variable = variables[role];
  const given = environment[variable] ?? '';
  if (given !== '') {
    return { name: given, pull: hasRegistry(given), cure: `pull it, or set ${variable} to an existing image` };
  }
  return role === 'sealed' ? undefined : publicImage(publicImages[role], environment, variable);
}

/** Why a role has no image: its variable is not set. */
export function notNamed(role: ImageRole): { readonly because: string; readonly cure: string } {
  const recipe = role === 'sealed' ? '; packages/integration/sealed-image/build.sh builds one' : '';
  return {
    because: `${variables[role]} is not set`,
    cure: `set ${variables[role]} to an image of the engine${recipe}`,
  };
}

/** Images with a real bootc for the suite `inspect`: those of variables and the public ones. */
export function inspectedImages(environment: Environment): readonly WantedImage[] {
  const named = roles
    .filter((role) => (environment[variables[role]] ?? '') !== '')
    .flatMap((role) => wantedImage(role, environment) ?? []);
  const own = environment.BOOTWRIGHT_INSPECT_IMAGES ?? '';
  const listed = own.split(/\s+/).filter((name) => name !== '');
  const variable = 'BOOTWRIGHT_INSPECT_IMAGES';
  const others =
    listed.length > 0
      ? listed.map((name) => ({ name, pull: hasRegistry(name), cure: `pull it, or remove it from ${variable}` }))
      : publicImages.inspect.map((name) => publicImage(name, environment, variable));
  return [...named, ...others.filter(({ name }) => !named.some((one) => one.name === name))];
}

function publicImage(name: string, { BOOTWRIGHT_PUBLIC_IMAGES: asked }: Environment, variable: string): WantedImage {
  const cure = `pull it, set BOOTWRIGHT_PUBLIC_IMAGES=pull, or set ${variable} to an existing image`;
  return { name, pull: asked === 'pull', cure };
}

function hasRegistry(name: string): boolean {
  const first = name.slice(0, name.indexOf('/'));
  return first !== 'localhost' && /[.:]/.test(first);
}
