import type { Blueprint } from '@bootwright/blueprint';
import { type ContainerInfo, encodeContainerInfo } from '@bootwright/container-facts';
import { buildCommand, shellText } from '@bootwright/frontend-kit';
import { encodeJson } from '@bootwright/osbuild';
import type { PlaygroundInput } from '../inputs/playground-input.ts';
import { isJson } from './locate-findings.ts';
import type { Commands } from './outcome.ts';
import { requestOptions } from './read-input.ts';

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
  const choices = [
    ...(profile === 'reference' ? [] : ['--profile', profile]),
    ...(deliver === undefined ? [] : ['--sealed-customizations', '--deliver', deliver]),
  ];
  const forContainer = [
    ...['bootwright', 'manifest', `docker://${reference}`, '--type', imageType],
    ...(hasBlueprint ? ['--blueprint', blueprintFile] : []),
    ...(architecture === undefined ? [] : ['--arch', architecture]),
    ...(rootFilesystem === undefined ? [] : ['--bootc-default-fs', rootFilesystem]),
    ...(imageType === 'bootc-installer' ? ['--installer-payload-ref', 'registry.example.com/harbour/web:1'] : []),
    ...choices,
    ...['--output', 'manifest.json'],
  ];
  const sameBytes = [
    ...['bootwright', 'manifest', '--request', 'request.json', '--mock-sources'],
    ...(profile === 'reference' ? [] : ['--profile', profile]),
  ];
  const peer =
    profile === 'reference' && deliver === undefined
      ? buildCommand('image-builder', {
          image: reference,
          imageTypes: [imageType],
          outputDirectory: 'output',
          ...(hasBlueprint ? { blueprint: blueprintFile } : {}),
          ...(rootFilesystem === undefined ? {} : { rootFilesystem }),
          ...(architecture === undefined ? {} : { architecture }),
          ...(imageType === 'bootc-installer' ? { payload: 'registry.example.com/harbour/web:1' } : {}),
        })
      : undefined;
  const request = {
    container: encodeContainerInfo(container),
    ...requestOptions({ imageType, deliver }),
    blueprint,
  };
  return {
    forContainer: shellText(forContainer),
    sameBytes: shellText(sameBytes),
    request: `${encodeJson(request)}\n`,
    ...(peer === undefined || peer.faults.length > 0 ? {} : { imageBuilder: peer.shell }),
  };
}
