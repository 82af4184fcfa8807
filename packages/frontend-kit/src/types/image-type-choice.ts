import { type Architecture, type Bytes, type DocumentPath, defined, type Location } from '@bootwright/core';
import { findImageType, type ImageType, imageTypes, isInstalled, sealedArchitectures } from '@bootwright/image-types';
import { effectiveOptions, unsupportedHint } from '@bootwright/plan';
import { imageTypeLabels } from './image-type-labels.ts';

/** An image type as a menu shows it. */
export interface ImageTypeChoice {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly kind: ImageType['kind'];
  /** A few words: the place where the image is used. */
  readonly label: string;
  /** One line: what it is, and what it is for. */
  readonly description: string;
  /** Of the file that image-builder makes. */
  readonly filename: string;
  /** Where bootc-image-builder writes it, below its output directory. */
  readonly outputPath: string;
  readonly mimeType: string;
  /** Where the type exists. */
  readonly architectures: readonly Architecture[];
  /** Those of them on which an image of a sealed container boots. */
  readonly sealedArchitectures: readonly Architecture[];
  /** Why no sealed container becomes an image of the type; absent where one does. */
  readonly unsealedBecause?: string;
  /** Of the disk, where neither the table nor the container asks for more; absent for ISOs. */
  readonly defaultSize?: Bytes;
  /** Whether the request names another container that the image installs or carries. */
  readonly payload: 'required' | 'optional' | 'none';
  /** Dotted paths of the blueprint options that have an effect; each covers all below it. */
  readonly options: readonly string[];
}

/** The choices for an architecture, or all of them: disks first. */
export function imageTypeChoices(architecture?: Architecture): readonly ImageTypeChoice[] {
  return imageTypes
    .filter(({ architectures }) => architecture === undefined || architectures.includes(architecture))
    .map(choiceOf);
}

/** The choice of that name or alias; the fault `image-type/unknown` for any other name. */
export function imageTypeChoice(name: string, at: Location = {}): ImageTypeChoice {
  return choiceOf(findImageType(name, at));
}

/** Whether an option of a blueprint has an effect on images of the type and, if not, what to do instead. */
export type OptionSupport = { readonly supported: true } | { readonly supported: false; readonly instead: string };

/** Of an option or one below it, such as `['customizations', 'user', 0, 'name']`. */
export function optionSupport(path: DocumentPath, { options }: ImageTypeChoice): OptionSupport {
  const dotted = path.filter((step) => typeof step === 'string').join('.');
  const supported = options.some(
    (option) => dotted === option || dotted.startsWith(`${option}.`) || option.startsWith(`${dotted}.`),
  );
  return supported ? { supported } : { supported, instead: unsupportedHint(path) };
}

function choiceOf(type: ImageType): ImageTypeChoice {
  const { name, aliases, kind, summary, filename, mimeType, architectures, exports } = type;
  const { label, purpose } = imageTypeLabels.get(name) ?? { label: name, purpose: '' };
  return {
    ...{ name, aliases, kind, label },
    description: `${summary.charAt(0).toUpperCase()}${summary.slice(1)}. ${purpose}`.trimEnd(),
    filename,
    outputPath: [...exports.slice(0, 1), filename].join('/'),
    ...{ mimeType, architectures },
    sealedArchitectures: sealedArchitectures(type),
    ...defined({ unsealedBecause: type.kind === 'disk' ? undefined : type.unsealedBecause }),
    ...(isInstalled(type) ? { defaultSize: type.defaultSize } : {}),
    payload: payloadOf(type),
    options: effectiveOptions(type),
  };
}

function payloadOf(type: ImageType): ImageTypeChoice['payload'] {
  if (type.kind === 'live-iso') return 'optional';
  return type.kind === 'installer-iso' && type.installer === 'container' ? 'required' : 'none';
}
