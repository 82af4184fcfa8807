import type { Blueprint } from '@bootwright/blueprint';
import { type ContainerInfo, encodeContainerInfo } from '@bootwright/container-facts';
import { defined } from '@bootwright/core';
import { buildCommand, shellText } from '@bootwright/frontend-kit';
import { encodeJson } from '@bootwright/osbuild';
import type { PlaygroundInput } from '../inputs/playground-input.ts';
import { isJson } from './locate-findings.ts';
import type { Commands } from './outcome.ts';
import { payloadOf, requestOptions } from './read-input.ts';

export interface CommandRequest {
  readonly input: PlaygroundInput;
  readonly container: ContainerInfo;
  readonly blueprint: Blueprint;
}

/** The command lines that make what the page shows. */
export function commandsOf({ input, container, blueprint }: CommandRequest): Commands {
  const { imageType, profile, deliver, architecture, rootFilesystem, texts } = input;
  const reference = container.imgref === '' ? 'localhost/container' : container.imgref;
  const hasBlueprint = texts.blueprint.trim() !== '';
  const blueprintFile = isJson(texts.blueprint) ? 'blueprint.json' : 'blueprint.toml';
  const payload = payloadOf(imageType);
  const ofProfile = profile === 'reference' ? [] : ['--profile', profile];
  const forContainer = [
    ...['bootwright', 'manifest', `docker://${reference}`, '--type', imageType],
    ...(hasBlueprint ? ['--blueprint', blueprintFile] : []),
    ...(architecture === undefined ? [] : ['--arch', architecture]),
    ...(rootFilesystem === undefined ? [] : ['--bootc-default-fs', rootFilesystem]),
    ...(payload === undefined ? [] : ['--installer-payload-ref', payload]),
    ...ofProfile,
    ...(deliver === undefined ? [] : ['--sealed-customizations', '--deliver', deliver]),
    ...['--output', 'manifest.json'],
  ];
  const sameBytes = ['bootwright', 'manifest', '--request', 'request.json', '--mock-sources', ...ofProfile];
  const peer =
    profile === 'reference' && deliver === undefined
      ? buildCommand('image-builder', {
          image: reference,
          imageTypes: [imageType],
          outputDirectory: 'output',
          ...defined({ blueprint: hasBlueprint ? blueprintFile : undefined, rootFilesystem, architecture, payload }),
        })
      : undefined;
  const request = { container: encodeContainerInfo(container), ...requestOptions(input), blueprint };
  return {
    forContainer: shellText(forContainer),
    sameBytes: shellText(sameBytes),
    request: `${encodeJson(request)}\n`,
    ...(peer === undefined || peer.faults.length > 0 ? {} : { imageBuilder: peer.shell }),
  };
}
