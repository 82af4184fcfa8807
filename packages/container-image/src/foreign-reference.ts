/** How bootc and rpm-ostree print an image of a registry (ostree-ext, "Container image references"), and URLs. */
const ofRegistry = /^(?:ostree-unverified-registry:|ostree-remote-registry:[^:]*:|registry:|https?:\/\/)(.+)$/s;

/** What they print before a reference with a transport of its own. */
const beforeTransport = /^(?:ostree-image-signed|ostree-unverified-image|ostree-remote-image:[^:]*):(.+)$/s;

/** A reference in another program's form, in that of Bootwright; absent for any other text. */
export function knownForeignForm(text: string): string | undefined {
  const name = ofRegistry.exec(text)?.[1];
  if (name !== undefined) return `docker://${name}`;
  const inner = beforeTransport.exec(text)?.[1];
  return inner === undefined ? undefined : (ofRegistry.exec(inner)?.[1]?.replace(/^/, 'docker://') ?? inner);
}

/** `[DRIVER@GRAPHROOT+RUNROOT:OPTIONS]NAME` (containers-transports(5), "containers-storage"). */
const bracketedStore = /^\[[^\]]*\](.*)$/s;

/** The name after a store in brackets; absent for a name without one. */
export function nameBehindStore(name: string): string | undefined {
  return bracketedStore.exec(name)?.[1];
}
