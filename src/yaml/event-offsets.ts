import { EVENT_ID, type Event, SCALAR_STYLE, type ScalarEvent } from 'js-yaml';

/** js-yaml's offset of what is not there. */
export const NOWHERE = -1;

/** The anchor of an event, as js-yaml gives it. */
export interface Properties {
  readonly anchorStart: number;
  readonly anchorEnd: number;
}

/**
 * Says where a node begins in the text.
 *
 * @param event - The event that begins the node.
 * @returns The offset, or undefined for a node that is not written, such as the value of `key:`.
 */
export function startOf(event: Event | undefined): number | undefined {
  switch (event?.type) {
    case EVENT_ID.SCALAR:
      return offsetOf(event);
    case EVENT_ID.SEQUENCE:
    case EVENT_ID.MAPPING:
      return event.start;
    case EVENT_ID.ALIAS:
      return event.anchorStart - 1;
    default:
      return undefined;
  }
}

/**
 * Says where a scalar begins in the text, with its tag, anchor or quote.
 *
 * @param event - The scalar.
 * @returns The offset, or undefined if the scalar is not written.
 */
export function offsetOf({ tagStart, anchorStart, valueStart, style }: ScalarEvent): number | undefined {
  if (tagStart !== NOWHERE) return tagStart;
  if (anchorStart !== NOWHERE) return anchorStart - 1;
  if (valueStart === NOWHERE) return undefined;
  const isQuoted = style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED;
  return isQuoted ? valueStart - 1 : valueStart;
}
