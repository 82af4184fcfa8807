/** The version of this package; a test compares it with package.json. */
export const version = '0.1.0';

/** The commit of osbuild/image-builder whose manifests the profile `reference` reproduces. */
export const referenceCommit = 'a1f35083b';
