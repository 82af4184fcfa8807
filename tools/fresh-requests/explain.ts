import { referenceDifferences } from '../reference-differences.ts';

/** What image-builder gave for a request. */
export interface Theirs {
  readonly name: string;
  readonly outcome: 'manifest' | 'error' | 'crash';
  readonly manifest_sha256?: string;
  /** The message of an error or crash. */
  readonly error?: string;
  readonly phase?: string;
  readonly warnings?: readonly string[];
  readonly filename?: string;
  readonly mime_type?: string;
  readonly exports?: readonly string[];
}

/** What `bootwright batch --mock-sources` printed for it. */
export interface Answered {
  readonly outcome: 'manifest' | 'error';
  readonly manifest_sha256?: string;
  readonly fault?: { readonly code: string; readonly message: string };
  readonly notices?: readonly { readonly code: string }[];
}

/** What is looked at of a request. */
export interface Requested {
  readonly container: { readonly os_info?: { readonly disk_yaml?: string } };
  readonly tree?: Readonly<Record<string, unknown>>;
  readonly blueprint?: { readonly customizations?: { readonly user?: readonly { readonly password?: string }[] } };
}

function diskYaml({ container, tree = {} }: Requested): string {
  const files = Object.entries(tree).flatMap(([path, text]) => (path.endsWith('/disk.yaml') ? [text] : []));
  return [container.os_info?.disk_yaml ?? '', ...files].join('\n');
}

function hasPlainPassword({ blueprint }: Requested): boolean {
  const users = blueprint?.customizations?.user ?? [];
  return users.some(({ password = '' }) => password !== '' && !/^\$(?:2b|6|5)\$/.test(password));
}

/** Whether a table has no type, or an empty one. */
function isTypeless(yaml: string): boolean {
  return yaml.includes('partition_table:') && !/\btype"?: *(?:!!str )?["']?(?:gpt|dos)\b/.test(yaml);
}

export type Verdict =
  | { readonly kind: 'same manifest' | 'both reject' | 'crash' | 'differs' }
  /** The row of the table of differences. */
  | { readonly kind: 'known'; readonly row: string };

/** What verdicts are counted by. */
export function kindOf(verdict: Verdict): string {
  return 'row' in verdict ? `row ${verdict.row}` : verdict.kind;
}

/** How two answers to a request compare. */
export function comparedWith(request: Requested, theirs: Theirs, ours: Answered): Verdict {
  const code = ours.fault?.code ?? '';
  if (code.startsWith('internal/')) return { kind: 'differs' };
  if (theirs.outcome === 'crash') return { kind: 'crash' };
  if (theirs.outcome === 'error' && ours.outcome === 'error') return { kind: 'both reject' };
  if (theirs.outcome === 'manifest' && theirs.manifest_sha256 === ours.manifest_sha256)
    return { kind: 'same manifest' };
  const row = rowOf(request, theirs, ours);
  return row === undefined ? { kind: 'differs' } : { kind: 'known', row };
}

/** Signs in the request or an answer of differences that no fault code tells from others, in this order. */
const signs: readonly (readonly [
  row: string,
  sign: (request: Requested, theirs: Theirs, ours: Answered) => boolean,
])[] = [
  ['version-id', (_request, { error = '' }) => /parsing (?:major|minor) version failed|too many dots/.test(error)],
  ['os-release', (_request, { error = '' }) => error.startsWith('readOSRelease: ')],
  ['riscv64-table', (_request, { error = '' }) => /architecture enum value: 6/.test(error)],
  ['yaml-null', (_request, { error = '' }) => error.includes('failed to convert value "<nil>" to number')],
  ['two-documents', (_request, _theirs, { fault }) => fault?.message.includes('second YAML document') === true],
  ['size-fraction', (_request, _theirs, { fault }) => fault?.message.includes('not a whole number of bytes') === true],
  ['not-mounted', (_request, theirs, ours) => manifests(theirs, ours) && noted(ours, 'disk/not-mounted')],
  [
    'yaml-line-breaks',
    (request, _theirs, { outcome }) => outcome === 'manifest' && /[\u0085\u2028\u2029]/.test(diskYaml(request)),
  ],
  [
    'table-type',
    (request, { outcome, error = '' }, ours) =>
      ours.outcome === 'manifest' &&
      (outcome === 'manifest' || error.includes('maximum number of partitions reached (4)')) &&
      isTypeless(diskYaml(request)),
  ],
  [
    'yaml-syntax',
    (_request, { error = '' }) =>
      /^(?:disk\.yaml|cannot parse disk definitions from "[^"]*"): yaml: (?!unmarshal)/.test(error),
  ],
  ['plain-password', (request, theirs, ours) => manifests(theirs, ours) && hasPlainPassword(request)],
  ['yaml-date', (request, theirs, ours) => manifests(theirs, ours) && /: \d{4}-\d\d-\d\d/.test(diskYaml(request))],
];

function manifests(theirs: Theirs, ours: Answered): boolean {
  return theirs.outcome === 'manifest' && ours.outcome === 'manifest';
}

function noted({ notices = [] }: Answered, code: string): boolean {
  return notices.some((notice) => notice.code === code);
}

function rowOf(request: Requested, theirs: Theirs, ours: Answered): string | undefined {
  const signed = signs.find(([, sign]) => sign(request, theirs, ours));
  if (signed !== undefined) return signed[0];
  const { fault } = ours;
  if (theirs.outcome !== 'manifest' || fault === undefined) return undefined;
  return referenceDifferences.find(({ codes = [] }) => codes.includes(fault.code))?.id;
}
