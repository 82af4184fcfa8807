import { Draw } from '../fresh-requests/draw.ts';
import { drawLayers } from './layers.ts';
import { drawPattern, patternPaths } from './pattern.ts';
import { drawRoot } from './roots.ts';
import { drawWideLayers } from './wide-layers.ts';
import { drawWideRoot } from './wide-roots.ts';

/**
 * Prints JSON lines for bootc's own code to answer: `generate patterns|layers|roots|wide-layers|wide-roots FIRST COUNT`, from
 * number FIRST on. A
 * pattern is `[expression, letter, paths]`, where each path has the letter of its kind behind it; layers are a list of
 * uncompressed archives in base64. `record.ts` makes facts of the answers.
 */
const questions: Readonly<Record<string, (draw: Draw) => unknown>> = {
  patterns: (draw) => {
    const { expression, letter } = drawPattern(draw);
    return [expression, letter, patternPaths.map((path) => `${path}${letter === '' ? '-' : letter}`)];
  },
  roots: drawRoot,
  'wide-roots': drawWideRoot,
  layers: (draw) => drawLayers(draw).map(base64),
  'wide-layers': (draw) => drawWideLayers(draw).map(base64),
};
const base64 = (layer: Uint8Array): string => Buffer.from(layer).toString('base64');
const [kind = '', first = '1', count = '1000'] = process.argv.slice(2);
const make = questions[kind];
if (make === undefined) throw new Error(`Expected ${Object.keys(questions).join(' or ')}, got "${kind}"`);
for (let number = Number(first); number < Number(first) + Number(count); number++)
  process.stdout.write(`${JSON.stringify(make(new Draw(number)))}\n`);
