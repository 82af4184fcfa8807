import { differenceText } from '../seal/root-difference.ts';
import type { SealMatrix } from '../seal/seal-matrix.ts';
import type { Fact } from '../terminal/fact-table.ts';

/** Of a digest: the whole one is in the JSON form, and `seal digest --all` prints it. */
const shownDigits = 16;

/** The digests of a root by format, and what versions of bootc do with it. */
export function matrixFacts({ digests, bootc, difference }: SealMatrix): readonly Fact[] {
  const rows = digests.map(({ from, erofs, hash, xattrs, digest, seals }) => {
    const names = seals.length === 0 ? '' : `, the seal of ${seals.map((file) => `/${file}`).join(', ')}`;
    const users = xattrs === 'user' ? ' with attributes of users' : '';
    return `EROFS ${erofs}, ${hash}${users}, from the ${from}: ${digest.slice(0, shownDigits)}…${names}`;
  });
  const verdicts = bootc.map(({ action, versions, installedBy, digest, accepts }) => {
    const system = installedBy === undefined ? '' : ` of systems installed by ${installedBy}`;
    const found = accepts ? '' : `, which computes ${digest.slice(0, shownDigits)}…`;
    return `${accepts ? 'accepts' : 'rejects'} the ${action === 'install' ? 'installation' : 'update'}${system}: bootc ${versions}${found}`;
  });
  return [
    ...rows.map((row, index): Fact => [index === 0 ? 'Digests' : '', row]),
    ...verdicts.map((row, index): Fact => [index === 0 ? 'bootc' : '', row]),
    ['First difference', differenceFact(difference)],
  ];
}

function differenceFact(difference: SealMatrix['difference']): string | undefined {
  if (difference === undefined) return undefined;
  return difference === 'none' ? 'none: the directory has the same root as the layers' : differenceText(difference);
}
