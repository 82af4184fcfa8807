import type { GoldenGiven } from '../golden-options.ts';

/** Git's settings of a folder of goldens: bytes stay as they are, and pages of changes fold them up. */
export const attributesText = `# Goldens are compared to the last byte: git converts no line ends.
* -text linguist-generated=true
*.tar.gz binary
`;

/** What git leaves out of a folder of goldens. */
export function ignoreText(keepsChecksums: boolean): string {
  const archive = `# The manifests of the checksums. Keep the archive with the artifacts of the main branch, or remove this line.
manifests.tar.gz
`;
  return `# Of updates that were cut short.
.golden-*
.bootwright-*
${keepsChecksums ? archive : ''}`;
}

/** Where GitHub looks for workflows. */
export const workflowPath = '.github/workflows/golden-check.yml';

/** A workflow that checks the goldens of each pull request. */
export function workflowText({ generate }: Pick<GoldenGiven, 'generate'>): string {
  const generator = `      # What the generator of bootwright.json needs, such as actions/setup-go, belongs here.
`;
  return `name: Golden manifests
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
  pull-requests: write
jobs:
  golden-check:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
${generate === undefined ? '' : generator}      - uses: bootwright/bootwright/.github/actions/golden-check@main
        with:
          comment: true
${generate === undefined ? '' : '          run-generator: true\n'}`;
}
