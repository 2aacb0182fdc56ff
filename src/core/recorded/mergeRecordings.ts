import type { Recording } from './recorded';

/** A recording, and what its items are called by among those of others. */
export interface NamedRecording {
  readonly name: string;
  readonly recording: Recording;
}

/** The recordings of several sets of items as one: a model that answered in several of them is one model. */
export function mergeRecordings(format: Recording['format'], parts: readonly NamedRecording[]): Recording {
  return {
    format: { id: format.id, title: format.title },
    models: [...new Set(parts.flatMap(({ recording }) => recording.models))],
    items: parts.flatMap(({ name, recording }) =>
      recording.items.map((item) => ({ ...item, key: `${name}/${item.key}` })),
    ),
    unusable: parts.flatMap(({ name, recording }) =>
      recording.unusable.map(({ line, reason }) => ({ line, reason: `${name}: ${reason}` })),
    ),
  };
}
