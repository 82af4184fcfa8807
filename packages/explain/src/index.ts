export type { CodeText, Explanation } from './explanation.ts';
export { explain, explanations } from './explanations.ts';
export { renderIndex, renderPage, subjects } from './render-page.ts';
