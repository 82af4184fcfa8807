import { textWidth } from '@bootwright/core';
/** The text in lines of at most `width` columns, broken between words where that goes. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let columns = 0;
  for (const word of text.split(' ').flatMap((one) => pieces(one, width))) {
    const more = textWidth(word);
    if (line !== '' && columns + 1 + more > width) {
      lines.push(line);
      line = word;
      columns = more;
    } else {
      columns = line === '' ? more : columns + 1 + more;
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** GitHub takes a line that begins with two colons for a workflow command, which no break may make of a word. */
const brokenColon = '\\u003a';

/** A word longer than the line, in parts; whole characters, not halves. */
function pieces(word: string, width: number): readonly string[] {
  if (textWidth(word) <= width) return [word];
  const parts: string[] = [];
  let part = '';
  let columns = 0;
  let rest = word.length;
  for (const letter of word) {
    const isCommand = letter === ':' && word[word.length - rest + 1] === ':';
    rest -= letter.length;
    const more = textWidth(letter);
    if (columns + more > width) {
      parts.push(part);
      part = isCommand ? brokenColon : letter;
      columns = textWidth(part);
      continue;
    }
    part += letter;
    columns += more;
  }
  return [...parts, part];
}
