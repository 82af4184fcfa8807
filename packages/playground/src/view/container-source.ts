import { folderArchive } from '../archive/folder-archive.ts';
import type { Finding } from '../compute/outcome.ts';
import type { DocumentName } from '../inputs/playground-input.ts';
import { longestText } from '../inputs/playground-input.ts';
import type { ArchiveAnswer } from '../workers/archive-messages.ts';
import { element } from './dom.ts';
import { chosenFolder, type Dropped, droppedFiles } from './dropped-files.ts';
import { say } from './toast.ts';

export interface ContainerSourceOptions {
  /** Takes texts in the place of those of the page. */
  readonly take: (texts: Partial<Readonly<Record<DocumentName, string>>>, findings: readonly Finding[]) => void;
  readonly reject: (findings: readonly Finding[]) => void;
}

/** Names of files that are texts of the page. */
const textFiles: readonly (readonly [RegExp, DocumentName])[] = [
  [/\.toml$/i, 'blueprint'],
  [/\.ya?ml$/i, 'disk.yaml'],
  [/blueprint.*\.json$|^config\.json$/i, 'blueprint'],
  [/\.json$/i, 'container'],
];

/** Takes archives, layouts and texts that people drop on the page or choose. */
export function containerSource({ take, reject }: ContainerSourceOptions): HTMLElement {
  let running: AbortController | undefined;
  const bar = element('progress', { max: 1, value: 0, 'aria-label': 'Reading the archive' });
  const progressText = element('span');
  const cancel = element('button', { type: 'button', onclick: () => stop('Reading was cancelled.') }, 'Cancel');
  const progress = element('div', { class: 'reading', hidden: true }, bar, progressText, cancel);
  const stop = (text: string): void => {
    running?.abort();
    running = undefined;
    progress.hidden = true;
    say(text);
  };

  const onAnswer = (answer: ArchiveAnswer): void => {
    if (answer.kind === 'progress') {
      const { what, done, total } = answer;
      if (total === undefined) bar.removeAttribute('value');
      else bar.value = Math.min(1, done / Math.max(1, total));
      progressText.textContent = `${what}: ${Math.round(done / 2 ** 20)} MiB`;
      return;
    }
    running = undefined;
    progress.hidden = true;
    if (answer.kind === 'faults') reject(answer.findings);
    else take({ container: answer.facts, 'disk.yaml': answer.diskYaml }, answer.findings);
  };

  const read = async (archive: Blob, name: string): Promise<void> => {
    running?.abort();
    const own = new AbortController();
    running = own;
    progress.hidden = false;
    bar.removeAttribute('value');
    progressText.textContent = 'Reading …';
    const { readInWorker } = await import('../workers/archive-client.ts');
    if (!own.signal.aborted) readInWorker({ archive, imgref: referenceOf(name) }, onAnswer, own.signal);
  };

  /** Takes what was dropped or chosen; what there is to say about a text. */
  const open = async (dropped: Dropped): Promise<string | undefined> => {
    if (dropped.kind === 'rejected') {
      reject([{ level: 'fault', code: 'image/layout', message: dropped.why }]);
      return undefined;
    }
    if (dropped.kind === 'folder') {
      const archive = folderArchive(dropped.files);
      if (typeof archive === 'string') reject([{ level: 'fault', code: 'image/layout', message: archive }]);
      else await read(archive, dropped.name);
      return undefined;
    }
    const { file } = dropped;
    const document = textFiles.find(([pattern]) => pattern.test(file.name))?.[1];
    if (document === undefined) {
      await read(file, file.name);
      return undefined;
    }
    if (file.size > longestText) return `${file.name} has more than ${longestText} bytes: the page takes no such text.`;
    take({ [document]: await file.text() }, []);
    return `${file.name} is the ${document} now.`;
  };

  const openAll = async (all: readonly Dropped[]): Promise<void> => {
    const said: string[] = [];
    for (const one of all) said.push((await open(one)) ?? '');
    const text = said.filter((one) => one !== '').join(' ');
    if (text !== '') say(text);
  };
  // What is dropped may be gone, or nobody may read it.
  const unreadable = (): void => say('That cannot be read: it is gone, or this browser may not read it.');
  dropTarget((transfer) => void droppedFiles(transfer).then(openAll).catch(unreadable));
  const chooser = (label: string, isFolder: boolean): HTMLElement => {
    const input = element('input', { type: 'file', class: 'spoken', tabindex: -1, 'aria-hidden': 'true' });
    input.webkitdirectory = isFolder;
    input.addEventListener('change', () => {
      const { files } = input;
      const [file] = files ?? [];
      const chosen: Dropped | undefined = file === undefined ? undefined : { kind: 'file', file };
      const taken = isFolder ? chosenFolder(files ?? []) : chosen;
      void openAll(taken === undefined ? [] : [taken]).catch(unreadable);
      input.value = '';
    });
    return element(
      'span',
      {},
      input,
      element('button', { type: 'button', id: isFolder ? 'folder' : 'archive', onclick: () => input.click() }, label),
    );
  };
  return element(
    'div',
    { class: 'source' },
    element(
      'p',
      {},
      'Drop an archive of a container here, or a layout folder. It is read in this page, and nothing of it is run.',
    ),
    element('div', {}, chooser('Choose an archive', false), chooser('Choose a folder', true)),
    progress,
  );
}

/** A reference for a container that has no name of its own; people can change it in the text. */
function referenceOf(name: string): string {
  const stem = name.replace(/\.(?:tar|oci|tgz|gz|zst|zstd)\b.*$/i, '').toLowerCase();
  const word = stem
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `localhost/${word === '' ? 'container' : word}:latest`;
}

/** Makes the whole page a place to drop files. */
function dropTarget(onDrop: (transfer: DataTransfer) => void): void {
  const isOfFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') ?? false;
  addEventListener('dragover', (event) => {
    if (!isOfFiles(event)) return;
    event.preventDefault();
    document.documentElement.classList.add('dropping');
  });
  for (const name of ['dragleave', 'drop', 'dragend'] as const) {
    addEventListener(name, () => document.documentElement.classList.remove('dropping'));
  }
  addEventListener('drop', (event) => {
    if (!isOfFiles(event) || event.dataTransfer === null) return;
    event.preventDefault();
    onDrop(event.dataTransfer);
  });
}
