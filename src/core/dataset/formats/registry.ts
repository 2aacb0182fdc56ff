import type { Format } from '../format';
import { alpaca } from './alpaca';
import { columns } from './columns';
import { openaiChat } from './openaiChat';
import { openaiEvals } from './openaiEvals';
import { promptCompletion } from './promptCompletion';

/** Every format, in the order in which a record is tried. `columns` fits the widest range, so it is last. */
export const FORMATS: readonly Format[] = [openaiChat, openaiEvals, alpaca, promptCompletion, columns];

/** The format of that id. */
export function formatById(id: string): Format | undefined {
  return FORMATS.find((format) => format.id === id);
}
