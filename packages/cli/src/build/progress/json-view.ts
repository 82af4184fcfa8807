import type { Output } from '../../host.ts';
import type { BuildEvent } from '../../schema/build-event-schema.ts';
import { buildEvent } from './build-event.ts';
import type { ProgressView } from './progress-view.ts';

/** A line of JSON for each event. */
export function jsonView(output: Output): ProgressView {
  const write = (event: BuildEvent) => void output.write(`${JSON.stringify(event)}\n`);
  return {
    event: (event) => {
      const encoded = buildEvent(event);
      if (encoded !== undefined) write(encoded);
    },
    line: (text) => write({ level: 'progress', event: 'log', text: `${text}\n` }),
    say: (text) => write({ level: 'progress', event: 'note', text }),
    // Everything is already written.
    end: async () => undefined,
  };
}
