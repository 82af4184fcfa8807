import type { Commands } from '../compute/outcome.ts';
import type { PlaygroundInput } from '../inputs/playground-input.ts';
import { codeBlock, element } from './dom.ts';
import { copyButton, saveButton } from './take-out.ts';

/** Command lines that give what the page shows, and the files that they need. */
export function commandPanel(commands: Commands, { texts }: PlaygroundInput): HTMLElement {
  const { forContainer, sameBytes, imageBuilder, request } = commands;
  const name = texts.blueprint.trimStart().startsWith('{') ? 'blueprint.json' : 'blueprint.toml';
  return element(
    'div',
    {},
    commandBlock(
      'For your container',
      'Reads the container from its registry. Its own facts take the place of those on this page.',
      forContainer,
      ...(texts.blueprint.trim() === '' ? [] : [saveButton(`Save ${name}`, name, () => texts.blueprint)]),
    ),
    ...(texts['disk.yaml'].trim() === ''
      ? []
      : [
          commandBlock(
            'The disk.yaml',
            'A container brings it. Add this line to its Containerfile.',
            'COPY disk.yaml /usr/lib/image-builder/bootc/disk.yaml',
            saveButton('Save disk.yaml', 'disk.yaml', () => texts['disk.yaml']),
          ),
        ]),
    commandBlock(
      'The very bytes of this page',
      'The request has all that is on this page. Digests are made up, as here: such a manifest compares well and builds nothing.',
      sameBytes,
      saveButton('Save request.json', 'request.json', () => request),
    ),
    ...(imageBuilder === undefined
      ? []
      : [commandBlock('With image-builder', 'Builds the image from the same container and blueprint.', imageBuilder)]),
  );
}

function commandBlock(title: string, about: string, command: string, ...more: readonly HTMLElement[]): HTMLElement {
  return element(
    'section',
    { class: 'command' },
    element('h2', {}, title),
    element('p', {}, about),
    codeBlock(command, `${title}, a command line`),
    element(
      'div',
      { class: 'toolbar' },
      copyButton('Copy', () => command),
      ...more,
    ),
  );
}
