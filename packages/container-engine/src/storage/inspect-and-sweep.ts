import type { ReadOptions } from '@bootwright/container-image';
import type { EngineImage, EngineName } from '../engine-image.ts';
import { inspectImage } from './engine-storage.ts';
import { sweep } from './sweep.ts';

/** As `inspectImage`, while what an earlier run left that was killed is removed. */
export async function inspectAndSweep(engine: EngineName, name: string, options: ReadOptions): Promise<EngineImage> {
  const sweeping = sweep(engine, options);
  return inspectImage(engine, name, options).finally(() => sweeping);
}
