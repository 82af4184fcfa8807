import { byId } from './dom.ts';

let timer: number | undefined;

/** Says something for some seconds, to readers of screens as well. */
export function say(text: string): void {
  const toast = byId('toast', HTMLElement);
  toast.textContent = text;
  toast.classList.add('shown');
  clearTimeout(timer);
  timer = setTimeout(() => toast.classList.remove('shown'), 4000);
}
