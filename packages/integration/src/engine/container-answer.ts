import { Fault } from '@bootwright/core';
import type { StartedTestContainer } from 'testcontainers';

/** What a program prints in a running container. Fault: `integration/container` where it fails. */
export async function containerAnswer(container: StartedTestContainer, command: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await container.exec([...command]);
  if (exitCode === 0) return stdout;
  const said = stderr.trim() === '' ? 'and said nothing' : `and said: ${stderr.trim()}`;
  throw new Fault(
    'integration/container',
    `${command.join(' ')} ended with ${exitCode} in ${container.getName()}, ${said}`,
  );
}
