import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Document } from './pages/document-page.ts';

const folders = ['docs', 'docs/guides', 'docs/decisions'];
const files = ['CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'];

/** The Markdown files of the repository that become pages. Those of codes are made of the record that they are made of. */
export function readDocuments(repository: string): readonly Document[] {
  const found = folders.flatMap((folder) =>
    readdirSync(join(repository, folder))
      .filter((name) => name.endsWith('.md') && `${folder}/${name}` !== 'docs/guides/README.md')
      .map((name) => `${folder}/${name}`),
  );
  return [...found, ...files].sort().map((file) => ({ file, text: readFileSync(join(repository, file), 'utf8') }));
}

/** Whether the repository has a file or folder of this name. */
export function fileFinder(repository: string): (file: string) => boolean {
  return (file) => !file.startsWith('..') && existsSync(join(repository, file));
}
