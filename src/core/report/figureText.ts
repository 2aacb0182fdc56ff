/** How a figure is written. */
export interface FigureStyle {
  /** Digits after the point. */
  readonly digits: number;
  readonly unit?: 'ms' | 'tokens';
}

const MINUS = '−';

/** A figure as people read it: `0.84`, `1,250 ms`. */
export function figureText(value: number, { digits, unit }: FigureStyle): string {
  const number = Math.abs(value).toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  // Not −0.00.
  const sign = value < 0 && Number(value.toFixed(digits)) !== 0 ? MINUS : '';
  return `${sign}${number}${unit === undefined ? '' : ` ${unit}`}`;
}

/** A change as people read it, with its sign: `+0.12`, `−3 ms`; without one when it rounds to nothing. */
export function signedText(value: number, style: FigureStyle): string {
  const isUp = value > 0 && Number(value.toFixed(style.digits)) !== 0;
  return `${isUp ? '+' : ''}${figureText(value, style)}`;
}
