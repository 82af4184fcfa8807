/** What `validate` can check. */
export const documentKinds = [
  'blueprint',
  'disk.yaml',
  'iso.yaml',
  'install-configuration',
  'kargs.d',
  'request',
  'facts',
  'cases',
  'manifest',
] as const;

export type DocumentKind = (typeof documentKinds)[number];

/** How a message names a document of the kind. */
export const kindNouns: Readonly<Record<DocumentKind, string>> = {
  blueprint: 'blueprint',
  'disk.yaml': 'disk.yaml',
  'iso.yaml': 'iso.yaml',
  'install-configuration': 'install configuration',
  'kargs.d': 'file of kargs.d',
  request: 'request',
  facts: 'facts of a container',
  cases: 'file of golden cases',
  manifest: 'manifest',
};
