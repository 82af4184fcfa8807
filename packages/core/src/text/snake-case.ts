/**
 * A plain value with every key in snake case, as JSON for machines has its keys: `sshPort` becomes `ssh_port`. Values
 * that are not plain objects or lists stay as they are.
 */
export function withSnakeCaseKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSnakeCaseKeys);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [snakeCase(key), withSnakeCaseKeys(item)]));
}

const snakeCase = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
