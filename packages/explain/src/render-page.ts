import type { Explanation } from './explanation.ts';
import { explanations } from './explanations.ts';

/** The part of a code before the slash. */
export const subjectOf = (code: string): string => code.slice(0, code.indexOf('/'));

/** Subjects of codes, in order. */
export const subjects: readonly string[] = [...new Set(explanations.map(({ code }) => subjectOf(code)))];

/** The page of all codes of a subject, as Markdown: a section for each, whose anchor is the code without its slash. */
export function renderPage(subject: string): string {
  const sections = explanations.filter(({ code }) => subjectOf(code) === subject).map(renderSection);
  return `# Codes: ${subject}\n\n${sections.join('\n')}`;
}

function renderSection({ code, what, why, cure, example }: Explanation): string {
  return [
    `## \`${code}\``,
    '',
    `${escaped(what)} ${escaped(why)}`,
    '',
    `**Cure:** ${escaped(cure)}`,
    '',
    `**Example:** ${spanOf(example)}`,
    '',
  ].join('\n');
}

/** Text of sentences; what is in backticks stays a span of code. */
function escaped(text: string): string {
  const parts = text.split(/(`[^`]*`)/);
  return parts.map((part, index) => (index % 2 === 1 ? part : part.replace(/[\\*_<>[\]]/g, '\\$&'))).join('');
}

const spanOf = (text: string): string => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``);

/** The page that leads to all others. */
export function renderIndex(): string {
  const rows = subjects.map((subject) => {
    const count = explanations.filter(({ code }) => subjectOf(code) === subject).length;
    return `| [${subject}](${subject}.md) | ${count} |`;
  });
  return [
    '# Fault and notice codes',
    '',
    'Every fault and notice has a code, which stays the same where its words change. `bootwright explain CODE` prints what is here.',
    '',
    'Generated from the package `explain`; a test keeps it up to date (`npx vitest run -u` in `packages/explain`).',
    '',
    '| subject | codes |',
    '| --- | --: |',
    ...rows,
    '',
  ].join('\n');
}
