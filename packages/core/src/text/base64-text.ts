const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * The text that base64 stands for, with or without its padding; absent for other data. Own code, since what browsers and
 * Node have for it is not in every engine's types.
 */
export function base64Text(data: string): string | undefined {
  let bits = 0;
  let count = 0;
  let escaped = '';
  let end = data.length;
  while (data[end - 1] === '=') end--;
  for (const letter of data.slice(0, end)) {
    const digit = digits.indexOf(letter);
    if (digit < 0) return undefined;
    bits = (bits << 6) | digit;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    escaped += `%${(bits >> count).toString(16).padStart(2, '0')}`;
    bits &= (1 << count) - 1;
  }
  try {
    return decodeURIComponent(escaped);
  } catch {
    return undefined;
  }
}
