/** Two documents, and what to call them. */
export interface Sides {
  readonly titles: { readonly before: string; readonly after: string };
  readonly before: unknown;
  readonly after: unknown;
}
