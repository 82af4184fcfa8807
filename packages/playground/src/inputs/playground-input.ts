import { type Architecture, architectures, defined, type RootFilesystem, rootFilesystems } from '@bootwright/core';
import { imageTypeNames } from '@bootwright/image-types';

/** The texts that people edit, in the order of their tabs. */
export const documents = ['blueprint', 'disk.yaml', 'container'] as const;
export type DocumentName = (typeof documents)[number];

/** All that a page is computed from, and all that a link to it has. */
export interface PlaygroundInput {
  readonly texts: Readonly<Record<DocumentName, string>>;
  readonly imageType: string;
  /** Absent: what the facts of the container say. */
  readonly architecture?: Architecture;
  readonly profile: 'reference' | 'recommended';
  /** Absent: what the facts of the container say. */
  readonly rootFilesystem?: RootFilesystem;
  /** How customizations reach a sealed image. Absent: as the profile does it. */
  readonly deliver?: 'state' | 'addon';
}

/** Characters of one text: a page answers quickly, and a link has no more. */
export const longestText = 400_000;

/** The input that unknown data from outside amounts to, or why it cannot be used. */
export function checkedInput(value: unknown): PlaygroundInput | string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'it is not an object';
  const own = (key: string): unknown => (Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined);
  const texts = documents.map((name) => own(name) ?? '');
  const [blueprint, disk, container] = texts;
  if (!isText(blueprint) || !isText(disk) || !isText(container)) return 'a text in it is too long, or not a text';
  const imageType = own('type');
  if (typeof imageType !== 'string' || !imageTypeNames.includes(imageType)) return 'it names an unknown image type';
  return {
    texts: { blueprint, 'disk.yaml': disk, container },
    imageType,
    profile: own('profile') === 'recommended' ? 'recommended' : 'reference',
    ...defined({
      architecture: chosen(own('arch'), architectures),
      rootFilesystem: chosen(own('rootfs'), rootFilesystems),
      deliver: chosen(own('deliver'), ['state', 'addon'] as const),
    }),
  };
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= longestText;

/** The value, where it is one of those that are offered. */
const chosen = <Value>(value: unknown, offered: readonly Value[]): Value | undefined =>
  offered.find((one) => one === value);

/** The input as a link has it: short keys, and nothing that is as usual. */
export function encodeInput({ texts, ...input }: PlaygroundInput): Readonly<Record<string, string>> {
  const filled = documents.filter((name) => texts[name] !== '').map((name) => [name, texts[name]] as const);
  return {
    ...Object.fromEntries(filled),
    type: input.imageType,
    ...(input.profile === 'reference' ? {} : { profile: input.profile }),
    ...defined({ arch: input.architecture, rootfs: input.rootFilesystem, deliver: input.deliver }),
  };
}
