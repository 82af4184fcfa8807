/** More pairs than these are not weighed one by one. */
export const mostCandidates = 10_000;

/** Leaves of a value that count for how alike it is to another. */
export const mostLeaves = 400;
