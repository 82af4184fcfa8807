import { element } from './dom.ts';
import { say } from './toast.ts';

/** A button that copies a text. */
export function copyButton(label: string, text: () => string): HTMLElement {
  return element('button', { type: 'button', onclick: () => void copy(text(), `${label}: done.`) }, label);
}

/** A button that saves a text as a file. */
export function saveButton(label: string, name: string, text: () => string): HTMLElement {
  const save = (): void => {
    const address = URL.createObjectURL(new Blob([text()], { type: 'application/octet-stream' }));
    element('a', { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    say(`Saved as ${name}.`);
  };
  return element('button', { type: 'button', onclick: save }, label);
}

/** Copies a text, and says so. */
export async function copy(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    say(done);
  } catch {
    say('The browser does not let this page copy. Select the text and copy it by hand.');
  }
}
