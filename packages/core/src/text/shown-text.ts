/**
 * Every character that a name or a text from outside may not show as it is: control characters (C0, DEL, C1), line and
 * paragraph separators, characters that reorder text (bidirectional controls) or have no width, surrogates without a
 * partner, code points that are not characters, and symbols that draw nothing. The properties are those of the Unicode standard, so that a
 * character which a later version adds is covered as well.
 */
const unsafeProperties =
  '\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}\\p{Noncharacter_Code_Point}';
/**
 * Symbols and marks that draw nothing, for which Unicode has no property: the Braille pattern without a dot, the object
 * replacement character, and blanks and fillers of Khitan, Brahmi, hieroglyphs and musical notation.
 */
const blankSymbols = '\\u2800\\ufffc\\u{16fe4}\\u{1107f}\\u{13441}\\u{13442}\\u{1d159}';
const unsafeSet = `[${unsafeProperties}${blankSymbols}]`;
const unsafe = new RegExp(unsafeSet, 'gu');

/** The line feed and the tab give a text its layout. */
const unsafeInText = new RegExp(`(?![\\n\\t])${unsafeSet}`, 'gu');

/** The control sequences that this project writes itself: colours, clearing, moving up a line; and the return. */
const ownSequence = '\\u001b\\[[\\d;]{0,20}[mAJK]|\\r';
const unsafeOrOwn = new RegExp(`${ownSequence}|(?![\\n\\t])${unsafeSet}`, 'gu');

/** Blanks that look like a space and are another character. */
const otherBlanks = /[^\S ]/g;

/**
 * What GitHub's runner reads as a workflow command in the output of a step: `::NAME` behind nothing but white space, and
 * `##[NAME` anywhere; and `##vso[NAME`, `##teamcity[NAME` of other CI systems.
 */
const commandStart = /(?<!\S):(?=:)/g;
const commandMark = /#(?=#[\w.]{0,40}\[)/g;

const plain = /^[\w ./@=+,-]*$/;

/**
 * A name from outside on one line: of a file, a case, a key, an image. Whatever is unsafe becomes `\u001b` and the like,
 * line breaks and tabs included; so do blanks other than a space, and a space at either end.
 */
export function shownName(text: string): string {
  if (plain.test(text) && text === text.trim()) return text;
  return withoutCommands(text).replace(unsafe, escaped).replace(otherBlanks, escaped).replace(/^ | $/g, escaped);
}

/** A sentence or value with text from outside, on one line: line breaks and tabs become `\u000a` and the like, too. */
export function shownLine(text: string): string {
  return plain.test(text) ? text : withoutCommands(text).replace(unsafe, escaped);
}

/** A text from outside of several lines: line feeds and tabs stay. */
export function shownText(text: string): string {
  return withoutCommands(text).replace(unsafeInText, escaped);
}

/** The text without what is unsafe, where it was written to draw on a terminal; line feeds and tabs stay. */
export function withoutUnsafe(text: string): string {
  return text.replace(unsafeInText, '');
}

/**
 * The text with `spell` for each character that is unsafe, and for the first of those that mark a command in the middle
 * of a line: for a format that has escapes of its own. Line feeds and tabs stay.
 */
export function replaceUnsafe(text: string, spell: (character: string) => string): string {
  return text.replace(commandMark, spell).replace(unsafeInText, spell);
}

/**
 * A text that is complete and about to be written on a terminal or into a log, or that programs will read: what is
 * unsafe and was not written by `shownName` and its like becomes an escape, in a form that JSON reads as the same
 * character. `controls: true` lets the sequences pass that colour and redraw a terminal.
 */
export function shownOutput(text: string, { controls }: { readonly controls: boolean }): string {
  const marked = text.replace(commandMark, escaped);
  if (!controls) return marked.replace(unsafeInText, escaped);
  return marked.replace(unsafeOrOwn, (found) => (own.test(found) ? found : escaped(found)));
}

const own = new RegExp(`^(?:${ownSequence})$`);

function withoutCommands(text: string): string {
  return text.replace(commandStart, escaped).replace(commandMark, escaped);
}

/** `\u001b`, one for each UTF-16 unit, as JSON and JavaScript write it. */
function escaped(found: string): string {
  let text = '';
  for (let index = 0; index < found.length; index++) {
    text += `\\u${found.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }
  return text;
}
