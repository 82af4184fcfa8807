import type { Finding, ImageAnswer, Outcome } from './compute/outcome.ts';
import { examples, firstExample } from './inputs/examples.ts';
import {
  checkedInput,
  type DocumentName,
  documents,
  encodeInput,
  type PlaygroundInput,
} from './inputs/playground-input.ts';
import { decodeShareLink, encodeShareLink } from './inputs/share-link.ts';
import { choicesForm } from './view/choices-form.ts';
import { commandPanel } from './view/command-panel.ts';
import { containerSource } from './view/container-source.ts';
import { byId, element } from './view/dom.ts';
import { Editor } from './view/editor.ts';
import { countText, findingsList } from './view/findings-list.ts';
import type { Language } from './view/highlight.ts';
import { imagePanel } from './view/image-panel.ts';
import { type ManifestPanel, manifestPanel } from './view/manifest-panel.ts';
import { recall, remember } from './view/remembered.ts';
import { sealedPanel } from './view/sealed-panel.ts';
import { tabs } from './view/tabs.ts';
import { copy } from './view/take-out.ts';
import { themeSwitch } from './view/theme.ts';
import { say } from './view/toast.ts';
import { ComputeClient } from './workers/compute-client.ts';

const perTab = (): Storage => sessionStorage;
/** What was said of the archive that was read last. */
let ofArchive: readonly Finding[] = [];

const languages: Readonly<Record<DocumentName, (text: string) => Language>> = {
  blueprint: (text) => (text.trimStart().startsWith('{') ? 'json' : 'toml'),
  'disk.yaml': () => 'yaml',
  container: () => 'json',
};
const labels: Readonly<Record<DocumentName, string>> = {
  blueprint: 'Blueprint',
  'disk.yaml': 'disk.yaml',
  container: 'Container',
};
const placeholders: Readonly<Record<DocumentName, string>> = {
  blueprint: 'A blueprint in TOML or JSON. Empty: no customizations.',
  'disk.yaml': 'A disk.yaml in YAML. Empty: the one of the container, or the table of the image type.',
  container: 'The facts of a container in JSON, as "bootwright inspect --format json" prints them.',
};

themeSwitch(byId('theme', HTMLButtonElement));

const editorOf = (name: DocumentName): Editor =>
  new Editor({
    label: `${labels[name]}, text`,
    placeholder: placeholders[name],
    language: languages[name],
    onInput: () => ask(),
  });
const editors: Readonly<Record<DocumentName, Editor>> = {
  blueprint: editorOf('blueprint'),
  'disk.yaml': editorOf('disk.yaml'),
  container: editorOf('container'),
};
const documentTabs = tabs(
  'documents',
  'Texts',
  documents.map((id) => ({ id, label: labels[id], content: editors[id].root })),
);
byId('documents', HTMLElement).append(documentTabs.root);

const source = containerSource({
  take: (texts, findings) => {
    ofArchive = findings;
    for (const name of documents) {
      const text = texts[name];
      if (text !== undefined) editors[name].text = text;
    }
    const [name] = documents.filter((one) => (texts[one] ?? '') !== '').toReversed();
    if (name !== undefined) documentTabs.select(name);
    ask();
  },
  reject: (findings) => {
    ofArchive = findings;
    say('That cannot be read: the findings say why.');
    ask();
  },
});
byId('source', HTMLElement).append(source);

const choices = choicesForm(() => ask());
byId('choices', HTMLFormElement).append(...choices.controls);
byId('choices', HTMLFormElement).addEventListener('submit', (event) => event.preventDefault());

const panels = { image: element('div'), manifest: element('div'), sealed: element('div'), command: element('div') };
const outputTabs = tabs('outputs', 'Results', [
  { id: 'image', label: 'Image', content: panels.image },
  { id: 'manifest', label: 'Manifest', content: panels.manifest },
  { id: 'sealed', label: 'Sealed and not', content: panels.sealed },
  { id: 'command', label: 'Command', content: panels.command },
]);
byId('outputs', HTMLElement).append(outputTabs.root);

const status = byId('status', HTMLElement);
const findingsPlace = byId('findings', HTMLElement);

function goTo(name: DocumentName, line: number, column?: number): void {
  documentTabs.select(name);
  editors[name].goTo(line, column);
}

function light(lines: readonly { readonly document: DocumentName; readonly line: number }[]): void {
  for (const name of documents) {
    editors[name].caused = lines.flatMap(({ document, line }) => (document === name ? [line] : []));
  }
}

function currentInput(): PlaygroundInput {
  const texts = {
    blueprint: editors.blueprint.text,
    'disk.yaml': editors['disk.yaml'].text,
    container: editors.container.text,
  };
  return { texts, ...choices.read() };
}

function show(input: PlaygroundInput): void {
  ofArchive = [];
  for (const name of documents) editors[name].text = input.texts[name];
  choices.write(input);
  ask();
}

let asked = 0;
let manifest: ManifestPanel | undefined;
/** The image that is shown. */
let shown: ImageAnswer | undefined;
const client = new ComputeClient({
  outcome: (outcome, milliseconds) => {
    showOutcome(outcome, milliseconds);
    performance.measure('bootwright:answer', { start: asked, end: performance.now() });
  },
  twin: (twin) => {
    if (shown !== undefined) panels.sealed.replaceChildren(sealedPanel(shown, twin, goTo));
  },
  causes: (causes) => {
    manifest?.showCauses(causes);
    document.documentElement.dataset.state = 'complete';
  },
  failed: (message) => {
    // Findings of the input before are not of this one.
    findingsPlace.replaceChildren(...(ofArchive.length === 0 ? [] : [findingsList(ofArchive, goTo)]));
    for (const name of documents) showBadge(name, []);
    showOld(message);
    document.documentElement.dataset.state = 'failed';
  },
});

function ask(): void {
  asked = performance.now();
  document.documentElement.dataset.state = 'working';
  const input = currentInput();
  remember('input', JSON.stringify(encodeInput(input)), perTab);
  client.ask(input);
}

function showOutcome(outcome: Outcome, milliseconds: number): void {
  const { findings, image, commands, filename } = outcome;
  findingsPlace.replaceChildren(findingsList([...ofArchive, ...findings], goTo));
  for (const name of documents) showBadge(name, findings);
  const time = `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`;
  light([]);
  if (image === undefined) {
    showOld(countText(findings));
    document.documentElement.dataset.state = 'complete';
    return;
  }
  byId('results', HTMLElement).classList.remove('stale');
  status.className = 'status';
  status.textContent = `${filename}, ${countText(findings).toLowerCase()}; made in ${time}`;
  panels.image.replaceChildren(imagePanel(image));
  manifest = manifestPanel(outcome, { goTo, light });
  panels.manifest.replaceChildren(manifest.root);
  shown = image;
  if (commands !== undefined) panels.command.replaceChildren(commandPanel(commands, currentInput()));
  document.documentElement.dataset.state = 'answered';
}

/** Why there is no image; the one before stays, and is seen to be old. */
function showOld(why: string): void {
  light([]);
  status.className = 'status fault';
  status.textContent = `No image: ${why}. What is below was made before.`;
  byId('results', HTMLElement).classList.add('stale');
}

function showBadge(name: DocumentName, findings: readonly Finding[]): void {
  const own = findings.filter(({ document }) => document === name);
  const faults = own.filter(({ level }) => level === 'fault');
  const count = faults.length > 0 ? faults.length : own.length;
  documentTabs.badge(name, count === 0 ? '' : String(count), faults.length > 0 ? 'fault' : 'notice', countText(own));
  editors[name].marks = own.flatMap(({ level, line, column = 1 }) =>
    line === undefined ? [] : [{ level, line, column }],
  );
}

const menu = byId('example', HTMLSelectElement);
menu.append(element('option', { value: '' }, 'choose …'), ...examples.map(({ name }) => element('option', {}, name)));
menu.addEventListener('change', () => {
  const chosen = examples.find(({ name }) => name === menu.value);
  menu.value = '';
  if (chosen === undefined) return;
  history.replaceState(undefined, '', location.pathname + location.search);
  show(chosen.input);
  say(`Example: ${chosen.name}.`);
});

byId('share', HTMLButtonElement).addEventListener('click', async () => {
  const fragment = await encodeShareLink(currentInput());
  if (fragment === undefined) {
    say('These texts are too long for a link.');
    return;
  }
  history.replaceState(undefined, '', `#${fragment}`);
  await copy(location.href, 'The link is copied. All of your input is in it.');
});

async function showShared(): Promise<boolean> {
  const shared = await decodeShareLink(location.hash);
  if (shared.kind === 'rejected') say(`${shared.why}.`);
  if (shared.kind === 'input') show(shared.input);
  return shared.kind === 'input';
}

addEventListener('hashchange', () => void showShared());

function remembered(): PlaygroundInput | undefined {
  try {
    const input = checkedInput(JSON.parse(recall('input', perTab) ?? 'null'));
    return typeof input === 'string' ? undefined : input;
  } catch {
    return undefined;
  }
}

if (location.hash === '' || !(await showShared())) show(remembered() ?? firstExample.input);
