import { Fault } from '@bootwright/core';
import type { StartedTestContainer } from 'testcontainers';

/** Runs a program in a running container and returns its output. Fault: `integration/container` if it fails. */
export async function runInContainer(container: StartedTestContainer, command: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await container.exec([...command]);
  if (exitCode === 0) return stdout;
  const said = stderr.trim() === '' ? 'without output' : `with: ${stderr.trim()}`;
  throw new Fault(
    'integration/container',
    `${command.join(' ')} ended with ${exitCode} in ${container.getName()}, ${said}`,
  );
}
