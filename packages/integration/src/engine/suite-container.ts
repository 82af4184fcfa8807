import { type Owner, ownerLabels, thisProcess } from '@bootwright/process';
import type { StartedTestContainer, WaitStrategy } from 'testcontainers';
import { GenericContainer, Wait } from 'testcontainers';

export interface SuiteContainerRequest {
  readonly image: string;
  readonly command: readonly string[];
  /** By default that of the image. */
  readonly entrypoint?: readonly string[];
  /** Directories of this machine, by their path in the container. */
  readonly directories?: Readonly<Record<string, string>>;
  /** By default it reaches nobody. */
  readonly network?: 'none' | 'host';
  /** Files of this machine, by their path in the container. */
  readonly programs?: Readonly<Record<string, string>>;
  /** Texts, by their path in the container. */
  readonly texts?: Readonly<Record<string, string>>;
  /** Text of its log that shows that it is up; by default it is up when it runs a command. */
  readonly awaitedLog?: RegExp;
  /** How long it may take until it is up; two minutes by default. */
  readonly timeoutMilliseconds?: number;
  /** By default this process. */
  readonly owner?: Owner;
}

const usualTimeout = 120_000;

/**
 * Starts a container of an image that the engine has, and waits until it is up; where it does not come up, the error says
 * what was awaited. Dispose of it when done: `await using container = await startSuiteContainer(request)`.
 *
 * Ryuk, which testcontainers starts to remove what a killed run leaves, is an image that has to be pulled, so that it is
 * off (TESTCONTAINERS_RYUK_DISABLED, see vitest.integration.config.ts). Instead each container has the labels of its
 * owner, by which the next inspection of this machine that starts a container removes those whose owners are gone.
 */
export async function startSuiteContainer(request: SuiteContainerRequest): Promise<StartedTestContainer> {
  const container = new GenericContainer(request.image)
    .withCommand([...request.command])
    .withNetworkMode(request.network ?? 'none')
    .withLabels({ ...ownerLabels(request.owner ?? thisProcess()) })
    .withCopyFilesToContainer(
      Object.entries(request.programs ?? {}).map(([target, source]) => ({ source, target, mode: 0o755 })),
    )
    .withCopyContentToContainer(Object.entries(request.texts ?? {}).map(([target, content]) => ({ content, target })))
    .withCopyDirectoriesToContainer(
      Object.entries(request.directories ?? {}).map(([target, source]) => ({ source, target })),
    )
    .withWaitStrategy(waitStrategy(request))
    .withStartupTimeout(request.timeoutMilliseconds ?? usualTimeout);
  if (request.entrypoint !== undefined) container.withEntrypoint([...request.entrypoint]);
  return container.start();
}

function waitStrategy({ awaitedLog }: SuiteContainerRequest): WaitStrategy {
  return awaitedLog === undefined ? Wait.forSuccessfulCommand('true') : Wait.forLogMessage(awaitedLog);
}
