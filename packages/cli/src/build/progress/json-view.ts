import type { MonitorEvent } from '@bootwright/osbuild-monitor';
import type { Output } from '../../host.ts';
import type { BuildEvent } from '../../schema/build-event-schema.ts';
import { buildEvent } from './build-event.ts';
import type { ProgressView } from './progress-view.ts';

/** A line of JSON for each event. */
export class JsonView implements ProgressView {
  readonly #output: Output;

  constructor(output: Output) {
    this.#output = output;
  }

  event(event: MonitorEvent): void {
    const encoded = buildEvent(event);
    if (encoded !== undefined) this.#write(encoded);
  }

  line(text: string): void {
    this.#write({ level: 'progress', event: 'log', text: `${text}\n` });
  }

  say(text: string): void {
    this.#write({ level: 'progress', event: 'note', text });
  }

  async end(): Promise<void> {
    // Everything is already written.
  }

  #write(event: BuildEvent): void {
    void this.#output.write(`${JSON.stringify(event)}\n`);
  }
}
