import { recall, remember } from './remembered.ts';

const themes = ['system', 'light', 'dark'] as const;
type Theme = (typeof themes)[number];

const labels: Readonly<Record<Theme, string>> = { system: '◐ System', light: '☀ Light', dark: '☾ Dark' };

/** Makes a button go round the themes; the page begins with the one that was chosen before. */
export function themeSwitch(button: HTMLButtonElement): void {
  const show = (theme: Theme): void => {
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    button.textContent = labels[theme];
    button.setAttribute('aria-label', `Colours: ${theme}. Change`);
  };
  let current: Theme = themes.find((theme) => theme === recall('theme')) ?? 'system';
  show(current);
  button.addEventListener('click', () => {
    current = themes[(themes.indexOf(current) + 1) % themes.length] ?? 'system';
    remember('theme', current);
    show(current);
  });
}
