/**
 * The lines of a text one after the other: as a list, a text of line feeds takes a hundred times the memory that it has
 * bytes.
 */
export function* linesOf(text: string): Generator<string> {
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
    yield text.slice(start, end);
    start = end + 1;
  }
  yield text.slice(start);
}
