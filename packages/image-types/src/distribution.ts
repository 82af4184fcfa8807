import type { Architecture } from '@bootwright/core';

/** What os-release(5) says of a system, as far as installers and ISOs depend on it. */
export interface Release {
  readonly id: string;
  readonly versionId: string;
  readonly idLike?: readonly string[];
}

/** A template of lorax, by which the tree of an installer is arranged. */
export interface LoraxTemplate {
  /** Below the folder of lorax's templates. */
  readonly path: string;
  /** Whether it runs after the initramfs is rebuilt. */
  readonly afterInitramfs: boolean;
}

/** The templates of a folder of lorax, such as `80-rhel`. */
export function loraxTemplatesOf(folder: string): readonly LoraxTemplate[] {
  return [
    { path: `${folder}/runtime-postinstall.tmpl`, afterInitramfs: false },
    { path: `${folder}/runtime-cleanup.tmpl`, afterInitramfs: true },
  ];
}

const loraxTemplatesOfRhel = loraxTemplatesOf('80-rhel');
const genericLoraxTemplates = loraxTemplatesOf('99-generic');

/** The templates of lorax for the system: those of RHEL for whatever is like it. */
export function loraxTemplates({ id, idLike = [], versionId }: Release): readonly LoraxTemplate[] {
  return id === 'rhel' || idLike.includes('rhel') || versionId === 'eln' ? loraxTemplatesOfRhel : genericLoraxTemplates;
}

/** The label of an ISO, by which the started system finds the medium. */
export function isoLabel({ id, versionId }: Release, architecture: Architecture): string {
  switch (id) {
    case 'fedora':
      return `Fedora-S-dvd-${architecture}-${versionId}`;
    case 'centos':
      return versionId === '8'
        ? `CentOS-Stream-${versionId}-${architecture}-dvd`
        : `CentOS-Stream-${versionId}-BaseOS-${architecture}`;
    case 'rhel':
      return `RHEL-${versionId.replaceAll('.', '-')}-BaseOS-${architecture}`;
    default:
      return `Container-Installer-${architecture}`;
  }
}

const wholeNumber = /^\d{1,20}$/;
const largest = 2n ** 64n - 1n;

const isNumber = (text: string): boolean => wholeNumber.test(text) && BigInt(text) <= largest;

/** A version as digits without leading zeros. */
const digits = (text: string): string => `${BigInt(text)}`;

/** The forms of a version that the runner of a distribution is named after. */
const runners = new Map<string, { readonly form: string; readonly name: (versionId: string) => string | undefined }>([
  ['fedora', { form: 'a whole number, such as 42', name: (version) => numbered('fedora', version) }],
  ['centos', { form: 'a whole number, such as 10', name: (version) => numbered('centos', version) }],
  ['ol', { form: 'major.minor, such as 10.0', name: major }],
  ['rhel', { form: 'major.minor, such as 10.1', name: majorMinor }],
]);

function numbered(id: string, version: string): string | undefined {
  return isNumber(version) ? `${id}${digits(version)}` : undefined;
}

function major(version: string): string | undefined {
  const [first = '', ...rest] = version.split('.');
  return rest.length > 0 ? numbered('ol', first) : undefined;
}

function majorMinor(version: string): string | undefined {
  const [first = '', second = '', ...rest] = version.split('.');
  return rest.length === 0 && isNumber(first) && isNumber(second) ? `rhel${digits(first)}${digits(second)}` : undefined;
}

/** osbuild's runner for a buildroot of the system, such as `org.osbuild.fedora42`, or the form of a version that it needs. */
export type Runner = { readonly name: string } | { readonly expected: string };

export function runnerOf({ id, versionId }: Release): Runner {
  const known = runners.get(id);
  if (known === undefined) return { name: 'org.osbuild.linux' };
  const name = known.name(versionId);
  return name === undefined ? { expected: known.form } : { name: `org.osbuild.${name}` };
}
