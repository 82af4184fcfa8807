import { type Explanation, explanations, subjects } from '@bootwright/explain';
import { escapeHtml } from '../markdown/escape.ts';
import { renderCode } from '../markdown/render-markdown.ts';
import type { Page, PageLink } from '../page.ts';
import { repositoryUrl } from '../site-map.ts';

const section = 'codes/index.html';
const subjectOf = (code: string): string => code.slice(0, code.indexOf('/'));

/** The path of the page of a code. */
export const pathOfCode = (code: string): string => `codes/${code}.html`;

/** A page for every fault and notice code, one for each subject, and one that leads to all. */
export function codePages(): readonly Page[] {
  return [indexPage(), ...subjects.map(subjectPage), ...explanations.map(codePage)];
}

function codePage(one: Explanation, index: number): Page {
  const { code, what, why, cure, example } = one;
  const [previous, next] = [explanations[index - 1], explanations[index + 1]];
  const subject = subjectOf(code);
  const html = `<p class="crumbs"><a href="../index.html">Codes</a> › <a href="../${subject}.html">${subject}</a></p>
<h1><code>${code}</code></h1>
<p class="lead">${spans(what)}</p>
<h2 id="why">Why</h2>
<p>${spans(why)}</p>
<h2 id="cure">Cure</h2>
<p>${spans(cure)}</p>
<h2 id="example">Example</h2>
${renderCode(example, '')}
<h2 id="in-a-program">In a terminal and in a program</h2>
<p>The code stays the same where the words of a message change. <code>--json</code> prints it, a library throws a <code>Fault</code> or returns a notice with it.</p>
${renderCode(`$ bootwright explain ${code}`, 'console')}
<p><a href="${repositoryUrl}/search?type=code&amp;q=${encodeURIComponent(`"${code}"`)}">Where the sources use it</a></p>`;
  return {
    path: pathOfCode(code),
    title: code,
    description: plain(what),
    html,
    headings: [],
    section,
    text: plain(`${what} ${why} ${cure}`),
    ...(previous && { previous: linkTo(previous) }),
    ...(next && { next: linkTo(next) }),
  };
}

const linkTo = ({ code }: Explanation): PageLink => ({ path: pathOfCode(code), title: code });

function subjectPage(subject: string): Page {
  const codes = explanations.filter(({ code }) => subjectOf(code) === subject);
  const rows = codes.map(
    ({ code, what }) =>
      `<dt id="${code.replace('/', '')}"><a href="${code}.html"><code>${code}</code></a></dt><dd>${spans(what)}</dd>`,
  );
  return {
    path: `codes/${subject}.html`,
    title: `Codes: ${subject}`,
    description: `The ${codes.length} codes of faults and notices that begin with ${subject}/.`,
    html: `<p class="crumbs"><a href="index.html">Codes</a></p>\n<h1>Codes: ${subject}</h1>\n<dl class="codes">${rows.join('\n')}</dl>`,
    headings: [],
    section,
    text: '',
    source: `docs/codes/${subject}.md`,
  };
}

function indexPage(): Page {
  const rows = subjects.map((subject) => {
    const codes = explanations.filter(({ code }) => subjectOf(code) === subject);
    const items = codes.map(({ code }) => `<li><a href="${code}.html">${code.slice(subject.length + 1)}</a></li>`);
    return `<h2 id="${subject}"><a href="${subject}.html">${subject}</a></h2>\n<ul class="inline">${items.join('\n')}</ul>`;
  });
  return {
    path: section,
    title: 'Fault and notice codes',
    description: 'What each code means: what happened, why, the cure and an example.',
    html: `<h1>Fault and notice codes</h1>
<p class="lead">A fault ends a command, a notice says what is ignored, changed or doubted. Each has a code that stays the same where its words change.</p>
<p><code>bootwright explain CODE</code> prints what is here. There are ${explanations.length} codes.</p>
${rows.join('\n')}`,
    headings: subjects.map((subject) => ({ level: 2, id: subject, text: subject })),
    section,
    text: '',
    source: 'docs/codes/README.md',
  };
}

/** Text of the record; what is in backticks is code. */
function spans(text: string): string {
  const parts = text.split(/`([^`]*)`/);
  return parts.map((part, index) => (index % 2 === 1 ? `<code>${escapeHtml(part)}</code>` : escapeHtml(part))).join('');
}

const plain = (text: string): string => text.replaceAll('`', '');
