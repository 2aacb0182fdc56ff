/** Makes an instance of the module with a memory of so many bytes at least. */
export function instantiate(bytes: number): {
  readonly memory: ArrayBuffer;
  /** See the module; everything is an offset in the memory, save `count`. */
  read(rows: number, count: number, steps: number, text: number, out: number): void;
};
