import type { ReadOptions } from '@bootwright/container-image';
import { defined, Fault, isOtherArchitecture } from '@bootwright/core';
import { outputText, thisProcess } from '@bootwright/process';
import { engineFault } from '../engine-fault.ts';
import type { EngineImage, EngineName } from '../engine-image.ts';
import { parseEngineImage } from '../engine-image.ts';
import type { NewContainer } from '../engine-script.ts';
import { containerCleanup } from '../engine-script.ts';
import type { Guarded } from './cleanup-process.ts';

type Asking = Pick<ReadOptions, 'runner' | 'signal' | 'architecture'>;

/** What the engine knows of the image. Faults: as `engineFault`; `image/architecture` where it is for another. */
export async function inspectImage(engine: EngineName, name: string, options: Asking): Promise<EngineImage> {
  const result = await options.runner.run([engine, 'image', 'inspect', name], {
    timeoutMilliseconds: 120_000,
    ...defined({ signal: options.signal }),
  });
  options.signal?.throwIfAborted();
  const fault = engineFault(engine, name, result);
  if (fault !== undefined) throw fault;
  const image = parseEngineImage('stdout' in result ? outputText(result.stdout) : '', engine, name);
  const [wanted, found] = [options.architecture, image.architecture];
  if (!isOtherArchitecture(wanted, found)) return image;
  throw new Fault('image/architecture', `the image ${name} that ${engine} has is for ${found}, not for ${wanted}`, {
    hint: `pull the other with "${engine} pull --platform linux/${wanted} ${name}", or read docker://${name}`,
  });
}

let made = 0;

/** A container to be made of an image, under a name that no other has. */
export function newContainer(engine: EngineName, imageId: string): NewContainer {
  const owner = thisProcess();
  made++;
  return { engine, imageId, owner, name: `bootwright-${owner.pid}-${owner.start}-${made}` };
}

/** The container that `make` makes, removed whatever happens. `name` is the image's, for faults. */
export function cleanedUpContainer(created: NewContainer, make: readonly string[], name: string): Guarded {
  const { engine } = created;
  return {
    command: containerCleanup(created, make),
    refused: (result) => engineFault(engine, name, result) ?? notHeld(engine, name),
    left: (result) => {
      const cause = engineFault(engine, name, result);
      return new Fault(`${engine}/not-removed`, `${engine} did not remove the container ${created.name}`, {
        hint: `remove it with "${engine} rm --force ${created.name}"; the next run tries again`,
        ...defined({ cause }),
      });
    },
  };
}

/** A cleanup process that ended too early. */
export function notHeld(engine: EngineName, name: string): Fault {
  return new Fault(`${engine}/failed`, `${engine} returned nothing for the image ${name}`, {
    hint: `run "${engine} image inspect ${name}" by hand to see what it says`,
  });
}
