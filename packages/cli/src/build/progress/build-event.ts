import { defined, unreachable } from '@bootwright/core';
import type { BuildPart, MonitorEvent } from '@bootwright/osbuild-monitor';
import type { BuildEvent } from '../../schema/build-event-schema.ts';

/** The event as JSON; absent for the end of a source, which its result reports. */
export function buildEvent(event: MonitorEvent): BuildEvent | undefined {
  const common = {
    level: 'progress' as const,
    ...defined({ time: event.time, overall: event.overall, stages: event.inPart }),
  };
  switch (event.kind) {
    case 'part-started':
      return { ...common, event: `${event.part.kind}-started`, ...named(event.part) };
    case 'part-finished':
      if (event.part.kind === 'source') return undefined;
      return { ...common, event: 'pipeline-finished', ...named(event.part) };
    case 'stage-started':
      return { ...common, event: 'stage-started', ...named(event.part), stage: event.stage };
    case 'stage-finished': {
      const { stage, success, seconds } = event;
      return { ...common, event: 'stage-finished', ...named(event.part), stage, success, ...defined({ seconds }) };
    }
    case 'source-finished': {
      const why = event.success || event.output === undefined ? {} : { why: event.output };
      return { ...common, event: 'source-finished', ...named(event.part), success: event.success, ...why };
    }
    case 'log':
      return { ...common, event: 'log', text: event.text, ...defined({ origin: event.origin }) };
    case 'unreadable':
      return { ...common, event: 'log', text: `${event.text}\n` };
    case 'too-long':
      return { ...common, event: 'note', text: `${event.bytes} bytes, too long for a record` };
    default:
      return unreachable(event);
  }
}

function named({ kind, name }: BuildPart): { readonly pipeline: string } | { readonly source: string } {
  return kind === 'pipeline' ? { pipeline: name } : { source: name };
}
