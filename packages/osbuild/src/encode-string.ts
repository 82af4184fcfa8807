// Everything but controls, the quote, the backslash, < > & U+2028 U+2029, and surrogates, which may be lone.
const plain = /^[ !#-%'-;=?-[\]-\u2027\u202a-\ud7ff\ue000-\uffff]*$/;

const lookAgain = /[<>&\u2028\u2029]|\\+u[dD][89a-fA-F][0-9a-fA-F]{2}/g;

/**
 * `text` as Go's `encoding/json` quotes it: `<`, `>`, `&`, U+2028 and U+2029 are escaped besides what JSON asks for, and
 * a surrogate without its partner becomes `\ufffd`.
 */
export function encodeString(text: string): string {
  if (plain.test(text)) return `"${text}"`;
  return JSON.stringify(text).replace(lookAgain, escapeLikeGo);
}

function escapeLikeGo(found: string): string {
  if (!found.startsWith('\\')) return `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`;
  // An even number of backslashes is text that merely looks like an escape.
  const slashes = found.indexOf('u');
  return slashes % 2 === 0 ? found : `${found.slice(0, slashes)}ufffd`;
}
