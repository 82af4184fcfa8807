import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runReadmeExample } from '../../../tools/readme-example.ts';
import { understood } from '../../cli/testing/understood.ts';
import { renderMarkdown } from './markdown/render-markdown.ts';

const repository = join(import.meta.dirname, '../../..');
const readme = readFileSync(join(repository, 'README.md'), 'utf8');

runReadmeExample(repository);

test('every link of the README of the repository leads to a file of it', () => {
  const links: string[] = [];
  renderMarkdown(readme, (href) => {
    links.push(href);
    return href;
  });
  const missing = links.filter(
    (href) => !href.startsWith('https:') && !existsSync(join(repository, href.split('#', 1)[0] ?? '')),
  );
  expect(missing).toEqual([]);
  expect(links.length).toBeGreaterThan(60);
});

test('the command understands every line of the README of the repository', () => {
  const blocks = Array.from(readme.matchAll(/^```sh\n([\s\S]*?)^```$/gm), ([, block = '']) => block.trim().split('\n'));
  const lines = blocks.flat().flatMap((line) => /^(?:sudo )?(?:bootwright|npm start --) ([^#]+)/.exec(line)?.[1] ?? []);
  const commands = lines.map((line) => understood(line.trim().split(/\s+/)).name);
  expect(commands).toEqual(['lint', 'validate', 'describe', 'explain', 'inspect', 'list', 'build', 'boot']);
});
