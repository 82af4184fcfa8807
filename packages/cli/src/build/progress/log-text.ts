import { unreachable } from '@bootwright/core';
import { LogLines, type MonitorEvent } from '@bootwright/osbuild-monitor';
import { duration } from './duration.ts';

/** Turns the events of osbuild into the lines of a build log. */
export class LogText {
  readonly #lines = new LogLines();

  /** The lines that this event completes, without line feeds. */
  event(event: MonitorEvent): readonly string[] {
    switch (event.kind) {
      case 'part-started':
        return [...this.#lines.end(), `${event.part.kind} ${event.part.name}`];
      case 'stage-started':
        return [...this.#lines.end(), `stage ${event.stage.type}`];
      case 'stage-finished': {
        const after = event.seconds === undefined ? '' : ` after ${duration(event.seconds)}`;
        return [...this.#lines.end(), `stage ${event.stage.type} ${event.success ? 'done' : 'failed'}${after}`, ''];
      }
      case 'source-finished':
        return event.success || event.output === undefined
          ? this.#lines.end()
          : [...this.#lines.end(), ...this.#lines.add(event.output), ...this.#lines.end()];
      case 'part-finished':
        return this.#lines.end();
      case 'log':
        // Start and end of osbuild itself, with the name of a temporary file.
        if (event.origin === 'osbuild.main_cli') return [];
        return this.#lines.add(event.text);
      case 'unreadable':
        return this.#lines.add(`${event.text}\n`);
      case 'too-long':
        return this.#lines.add(`(${event.bytes} bytes, too long for a record)\n`);
      default:
        return unreachable(event);
    }
  }
}
