/**
 * The name in a listing of an engine that is `wanted`, or ends with it after a registry; the first of several. Of a name
 * with a registry, an image of the same path from another one will do: a mirror is one.
 */
export function localImage(listing: string, wanted: string): string | undefined {
  const names = listing.split('\n').map((name) => name.trim());
  const tagged = /:[^/]+$/.test(wanted) ? wanted : `${wanted}:latest`;
  const path = tagged.replace(/^[^/]*[.:][^/]*\//, '');
  return names.find((name) => name === tagged) ?? names.find((name) => name.endsWith(`/${path}`));
}
