import {
  askContainer,
  compareFacts,
  type FactDifference,
  initramfsInterests,
  interests,
  type ModuleOptions,
} from '@bootwright/inspect';
import type { CommandContext } from '../command.ts';
import { locatedReference, type NamedContainer, ownName } from '../container/container-reference.ts';
import { type Container, inspectFiles, readFiles, whileReading } from '../container/read-container.ts';
import { attemptModules } from './find-modules.ts';
import type { InspectGiven } from './inspect-options.ts';

/** What was found out about a container, and where reading and asking differ if both were done. */
export interface Findings {
  readonly container: Container;
  readonly differences?: readonly FactDifference[];
}

/** All facts of a container, read or asked for or both; then they are those that were read. */
export async function findOut(named: NamedContainer, given: InspectGiven, context: CommandContext): Promise<Findings> {
  switch (given.by ?? 'read') {
    case 'read':
      return { container: await read(named, given, { programs: 'any', stopAtFirst: true }, context) };
    case 'exec':
      return { container: await ask(named, given, context) };
    case 'both': {
      const container = await read(named, given, {}, context);
      const asked = await ask(named, given, context);
      return { container, differences: compareFacts(container.inspection, asked.inspection) };
    }
  }
}

async function read(
  named: NamedContainer,
  given: InspectGiven,
  options: ModuleOptions,
  context: CommandContext,
): Promise<Container> {
  const files = await readFiles(named, given, context, [...interests, ...initramfsInterests]);
  const { modules, notices } = await attemptModules(files.tree, options);
  const container = inspectFiles(files, named, {
    ...identity(named, given),
    ...(modules === undefined ? {} : { initrdModules: modules }),
  });
  return { ...container, notices: [...container.notices, ...notices] };
}

async function ask(named: NamedContainer, given: InspectGiven, context: CommandContext): Promise<Container> {
  const { imgref } = identity(named, given);
  const reference = locatedReference(named.reference, context.host);
  const { facts, inspection } = await whileReading(given, context, (options) =>
    askContainer(reference, { ...options, imgref }),
  );
  return { named, facts, inspection, notices: inspection.notices };
}

function identity(named: NamedContainer, { ref, imageId }: InspectGiven) {
  return { imgref: ref ?? ownName(named.reference) ?? '', ...(imageId === undefined ? {} : { imageId }) };
}
