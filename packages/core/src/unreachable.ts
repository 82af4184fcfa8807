/** Ends a switch over a closed union; a new arm that is not handled is a type error. */
export function unreachable(value: never): never {
  throw new Error(`not handled: ${JSON.stringify(value)}`);
}
