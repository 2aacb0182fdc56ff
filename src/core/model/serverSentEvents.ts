/**
 * Reads the `data` of server-sent events from text that arrives in pieces (WHATWG HTML, “Interpreting an event stream”).
 * Other fields and comments are left out. The `openai` package's own reader hides whether the closing `[DONE]` came, ends
 * without a word when it is aborted, and takes several times as long.
 */
export class ServerSentEvents {
  private rest = '';
  private data: string[] = [];

  /** The data of the events that this piece completes. */
  push(piece: string): string[] {
    const text = this.rest + piece;
    // A carriage return at the very end may be the first half of a line end.
    const whole = text.endsWith('\r') ? text.length - 1 : text.length;
    const events: string[] = [];
    let start = 0;
    for (;;) {
      const end = lineEnd(text, start, whole);
      if (end < 0) break;
      this.line(text.slice(start, end), events);
      start = text.startsWith('\r\n', end) ? end + 2 : end + 1;
    }
    this.rest = text.slice(start);
    return events;
  }

  /** The data of an event that the end of the stream left without its empty line. */
  end(): string[] {
    const events: string[] = [];
    if (this.rest !== '') this.line(this.rest.replace(/\r$/, ''), events);
    this.line('', events);
    this.rest = '';
    return events;
  }

  private line(line: string, events: string[]): void {
    if (line === '') {
      if (this.data.length > 0) events.push(this.data.join('\n'));
      this.data = [];
    } else if (line.startsWith('data:')) {
      this.data.push(line.slice(line.startsWith(' ', 5) ? 6 : 5));
    }
  }
}

/** Position of the first line end in `text` from `start` up to `whole`, or -1. */
function lineEnd(text: string, start: number, whole: number): number {
  const feed = text.indexOf('\n', start);
  const carriage = text.lastIndexOf('\r', feed < 0 ? whole : feed) < start ? -1 : text.indexOf('\r', start);
  const end = carriage >= 0 && (feed < 0 || carriage < feed) ? carriage : feed;
  return end < whole ? end : -1;
}
