import { labelsOf } from '../dataset/labels';
import type { JsonObject } from '../dataset/json';

/** A field with more values than this is none that people compare slices of. */
const MOST_VALUES = 50;

/** Fields beyond these are not looked at. */
const MOST_FIELDS = 100;

/** The places of the samples with one value of a field, or, without a value, of those that have none. */
export interface SlotsOfValue {
  readonly value?: string;
  readonly places: readonly number[];
}

/** Which samples have which metadata values: by field, then by value. */
export class FieldSlots {
  private readonly fields = new Map<string, Map<string, number[]> | undefined>();
  private places = 0;

  /** Takes the next sample's metadata; its place is how many were taken before. */
  add(metadata: JsonObject): void {
    const place = this.places++;
    for (const [field, value] of Object.entries(metadata)) {
      const known = this.fields.has(field);
      if (!known && this.fields.size === MOST_FIELDS) continue;
      const values = known ? this.fields.get(field) : new Map<string, number[]>();
      const labels = labelsOf(value);
      if (labels === undefined || values === undefined) {
        this.fields.set(field, undefined);
        continue;
      }
      for (const label of labels) {
        const places = values.get(label);
        if (places) places.push(place);
        else values.set(label, [place]);
      }
      this.fields.set(field, values.size > MOST_VALUES ? undefined : values);
    }
  }

  /** The fields that cut the samples into at least two parts, in the order in which they were met. */
  cuts(): { readonly field: string; readonly values: readonly SlotsOfValue[] }[] {
    return [...this.fields].flatMap(([field, values]) => {
      if (!values) return [];
      const all: SlotsOfValue[] = [...values].map(([value, places]) => ({ value, places }));
      const having = new Set([...values.values()].flat());
      const without = Array.from({ length: this.places }, (_, place) => place).filter((place) => !having.has(place));
      if (without.length > 0) all.push({ places: without });
      return all.length < 2 ? [] : [{ field, values: all }];
    });
  }
}
