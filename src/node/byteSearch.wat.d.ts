/** Makes an instance of the module with a memory of so many bytes at least. */
export function instantiate(bytes: number): {
  readonly memory: ArrayBuffer;
  /** See the module; everything is an offset in the memory, save `length`. */
  find(from: number, to: number, pattern: number, length: number, rare1: number, rare2: number, out: number): number;
};
