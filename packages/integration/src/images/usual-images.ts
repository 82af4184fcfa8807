/**
 * The images that stand in for variables that are not set, as their projects publish them; of each the registry is left
 * open: an image of this name that an engine has is taken wherever it came from, and `BOOTWRIGHT_IMAGE_REGISTRY` names
 * the registry from which one is pulled. Nobody publishes a sealed image under a name that will last.
 */
export const usualImages = {
  BOOTWRIGHT_OSBUILD_IMAGE: 'osbuild/image-builder-cli:latest',
  BOOTWRIGHT_BOOTC_IMAGE: 'centos-bootc/centos-bootc:stream10',
  BOOTWRIGHT_SEALED_IMAGE: undefined,
} as const satisfies Readonly<Record<string, string | undefined>>;

export type ImageVariable = keyof typeof usualImages;
