/** An event in a few words: its type, and what in it a reader wants to know. */
import type { AnyEvent } from '../../../machines/index.ts';

export function eventText(event: AnyEvent): string {
  const { type, at: _, ...fields } = event;
  const telling = ['reason', 'digit', 'timer', 'isEmpty', 'order'] as const;
  const said = telling.flatMap((name) => {
    const value = (fields as Record<string, unknown>)[name];
    if (value === undefined) return [];
    return name === 'order' ? [`#${value}`] : [name === 'isEmpty' ? 'empty' : String(value)];
  });
  return said.length === 0 ? type : `${type} ${said.join(' ')}`;
}
