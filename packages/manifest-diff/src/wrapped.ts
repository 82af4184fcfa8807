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

/** A word longer than the line, in parts; whole characters, not halves. */
function pieces(word: string, width: number): readonly string[] {
  if (textWidth(word) <= width) return [word];
  const parts: string[] = [];
  let part = '';
  let columns = 0;
  for (const letter of word) {
    const more = textWidth(letter);
    if (columns + more > width) {
      parts.push(part);
      part = '';
      columns = 0;
    }
    part += letter;
    columns += more;
  }
  return [...parts, part];
}
