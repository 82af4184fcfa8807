type Child = Node | string;

interface Attributes {
  readonly [name: string]: string | boolean | number | ((event: never) => void) | undefined;
}

/** An element. Members that begin with `on` are listeners; texts never become markup. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === 'function') made.addEventListener(key.slice(2), value as EventListener);
    else made.setAttribute(key, value === true ? '' : String(value));
  }
  // One by one: a list without a bound is too long for arguments.
  for (const child of children) made.append(child);
  return made;
}

/** The element of the page with that id. */
export function byId<T extends HTMLElement>(id: string, kind: abstract new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no ${id}`);
  return found;
}

/** A code block that the keyboard can scroll. */
export function codeBlock(text: string, label: string): HTMLElement {
  return element('pre', { class: 'code', tabindex: 0, role: 'region', 'aria-label': label }, text);
}

/** A table that the keyboard can scroll. */
export function scrollTable(
  attributes: { readonly label: string; readonly class?: string },
  head: readonly string[],
  rows: readonly HTMLElement[],
): HTMLElement {
  const cells = head.map((text) => element('th', { scope: 'col' }, text));
  const parts = [element('thead', {}, element('tr', {}, ...cells)), element('tbody', {}, ...rows)];
  const region = { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': attributes.label };
  return element('div', region, element('table', { class: attributes.class }, ...parts));
}
