/** Where the site is published, and where its sources are. */
export const siteUrl = 'https://bootwright.github.io/bootwright/';
export const repositoryUrl = 'https://github.com/bootwright/bootwright';

/** A group of pages in the list at the side. */
export interface Section {
  readonly title: string;
  /** Documents of the repository, in order; a name that ends in a slash is a folder with a README. */
  readonly documents: readonly string[];
}

/** Documents by section. A document of docs that is not named here is the last of "Reference". */
export const sections: readonly Section[] = [
  { title: 'Start', documents: ['docs/guides/install.md'] },
  {
    title: 'Guides',
    documents: [
      'docs/guides/regression-checks.md',
      'docs/guides/typescript.md',
      'docs/guides/boot-tests.md',
      'docs/guides/sealed-images.md',
      'docs/guides/moving-over.md',
      'docs/guides/image-types.md',
    ],
  },
  {
    title: 'Reference',
    documents: ['docs/commands.md', 'docs/codes/', 'docs/api/', 'docs/migration.md', 'docs/reference-differences.md'],
  },
  {
    title: 'Project',
    documents: [
      'docs/architecture.md',
      'docs/decisions/',
      'docs/glossary.md',
      'docs/benchmarks.md',
      'docs/sizes.md',
      'docs/security.md',
      'SECURITY.md',
      'CONTRIBUTING.md',
      'docs/releasing.md',
      'CHANGELOG.md',
    ],
  },
];

/** Titles in the list at the side, where that of the document is long. */
export const shortTitles: Readonly<Record<string, string>> = {
  'docs/codes/': 'Fault and notice codes',
  'docs/api/': 'Packages and their API',
  'docs/decisions/': 'Decisions',
  'docs/migration.md': 'Flags of other builders',
  'docs/reference-differences.md': 'Differences from image-builder',
};

/** Titles of pages that would otherwise have that of another page. */
export const pageTitles: Readonly<Record<string, string>> = { 'SECURITY.md': 'Report a vulnerability' };

/** Packages that are not published, and have no page. */
export const unpublished: readonly string[] = ['integration', 'playground', 'site'];

/** The path on the site of a document of the repository; `undefined` for any other file. */
export function pathOfDocument(file: string): string | undefined {
  const guide = /^docs\/guides\/([\w-]+)\.md$/.exec(file)?.[1];
  if (guide !== undefined) return guide === 'README' ? 'index.html' : `guides/${guide}.html`;
  const code = /^docs\/codes\/([\w-]+)\.md$/.exec(file)?.[1];
  if (code !== undefined) return code === 'README' ? 'codes/index.html' : `codes/${code}.html`;
  if (/^docs\/codes\/?$/.test(file)) return 'codes/index.html';
  if (/^docs\/api\/?$/.test(file)) return 'api/index.html';
  const decision = /^docs\/decisions\/([\w-]+)\.md$/.exec(file)?.[1];
  if (decision !== undefined) return `decisions/${decision === 'README' ? 'index' : decision}.html`;
  if (/^docs\/decisions\/?$/.test(file)) return 'decisions/index.html';
  const owner =
    /^packages\/([\w-]+)(?:\/|\/README\.md)?$/.exec(file)?.[1] ?? /^docs\/api\/([\w-]+)\.txt$/.exec(file)?.[1];
  if (owner !== undefined) return unpublished.includes(owner) ? undefined : `api/${owner}.html`;
  if (file === 'SECURITY.md') return 'reporting.html';
  const other = /^(?:docs\/)?([\w-]+)\.md$/.exec(file)?.[1];
  return other === undefined || other === 'README' ? undefined : `${other.toLowerCase()}.html`;
}
