/** Names of exports of frontend-kit, and the most KB that a page loads with them, compressed, as its README says. */
export function promisedSizes(): readonly { readonly names: string; readonly most: number }[];

/** Bytes of what a page loads that imports these names, compressed. */
export function sizeOf(names: string): Promise<number>;
