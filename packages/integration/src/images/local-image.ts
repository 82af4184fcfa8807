/**
 * The first name in an engine's listing that is `wanted`, or ends with it after a registry. If `wanted` has a registry, an
 * image with the same path from another registry is accepted, because it may be a mirror.
 */
export function localImage(listing: string, wanted: string): string | undefined {
  const names = listing.split('\n').map((name) => name.trim());
  const tagged = /:[^/]+$/.test(wanted) ? wanted : `${wanted}:latest`;
  const path = tagged.replace(/^[^/]*[.:][^/]*\//, '');
  return names.find((name) => name === tagged) ?? names.find((name) => name.endsWith(`/${path}`));
}
