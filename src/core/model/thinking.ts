const OPEN = '<think>';
const CLOSE = '</think>';

/**
 * Keeps `<think>…</think>` at the start of a text apart from the answer that follows, while the text arrives in pieces.
 * White space around the marks belongs to neither. Reads each character once, whatever the pieces.
 */
export class ThinkingSplitter {
  /** The answer so far. */
  text = '';
  /** The thoughts so far; undefined when the text does not begin with them. */
  reasoning: string | undefined;
  private state: 'start' | 'thinking' | 'after' | 'answer' = 'start';
  /** What may still turn out to be part of a mark. */
  private held = '';

  /** Takes the next piece. */
  push(piece: string): void {
    if (this.state === 'answer') {
      this.text += piece;
      return;
    }
    this.held += piece;
    if (this.state === 'start') this.findStart();
    if (this.state === 'thinking') this.findEnd();
    if (this.state === 'after') this.skipSpace();
  }

  /** Takes the end of the text: what was held back has its place now. */
  end(): void {
    if (this.state === 'start') this.text += this.held;
    if (this.state === 'thinking') this.reasoning = ((this.reasoning ?? '') + this.held).trimEnd();
    this.held = '';
  }

  private findStart(): void {
    const start = this.held.trimStart();
    if (start.startsWith(OPEN)) {
      const thoughts = start.slice(OPEN.length).trimStart();
      this.reasoning = '';
      this.held = thoughts;
      this.state = 'thinking';
    } else if (!OPEN.startsWith(start)) {
      this.text = this.held;
      this.held = '';
      this.state = 'answer';
    }
  }

  private findEnd(): void {
    if (this.reasoning === '') this.held = this.held.trimStart();
    const end = this.held.indexOf(CLOSE);
    if (end >= 0) {
      this.reasoning = ((this.reasoning ?? '') + this.held.slice(0, end)).trimEnd();
      this.held = this.held.slice(end + CLOSE.length);
      this.state = 'after';
      return;
    }
    const sure = this.held.length - lengthOfPartialMark(this.held);
    this.reasoning = (this.reasoning ?? '') + this.held.slice(0, sure);
    this.held = this.held.slice(sure);
  }

  private skipSpace(): void {
    const answer = this.held.trimStart();
    this.held = '';
    if (answer === '') return;
    this.text = answer;
    this.state = 'answer';
  }
}

/** Length of the longest end of `text` with which the closing mark begins. */
function lengthOfPartialMark(text: string): number {
  for (let length = Math.min(CLOSE.length - 1, text.length); length > 0; length--) {
    if (text.endsWith(CLOSE.slice(0, length))) return length;
  }
  return 0;
}
