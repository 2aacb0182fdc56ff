import type { Metric } from './metric';

/** What an option may be. The default is what the reference implementation does when it is told nothing. */
export type OptionRule =
  | { readonly kind: 'flag'; readonly default: boolean }
  | { readonly kind: 'number'; readonly default: number; readonly min: number; readonly max: number }
  | { readonly kind: 'choice'; readonly default: string; readonly choices: readonly string[] }
  | { readonly kind: 'text'; readonly default: string };

type OptionRules = Readonly<Record<string, OptionRule>>;

/** The values of options by name. */
type OptionValues<R extends OptionRules> = {
  readonly [K in keyof R]: R[K] extends { readonly kind: 'flag' }
    ? boolean
    : R[K] extends { readonly kind: 'number' }
      ? number
      : R[K] extends { readonly kind: 'choice'; readonly choices: readonly (infer C)[] }
        ? C
        : string;
};

/** A metric with its options, as the registry lists it. */
export interface MetricFamily {
  readonly id: string;
  readonly options: OptionRules;
  /** @param options one value for each rule, of its kind */
  create(options: Readonly<Record<string, boolean | number | string>>): Metric;
}

/** A metric with options. `create` leaves out the id, which says which options are not the usual ones. */
export function metricFamily<const R extends OptionRules>(
  id: string,
  options: R,
  create: (options: OptionValues<R>) => Omit<Metric, 'id'>,
): MetricFamily {
  return {
    id,
    options,
    create: (values) => {
      const unusual = Object.entries(options).flatMap(([name, rule]) =>
        // A name can be read again: what parts options stands behind a backslash.
        values[name] === rule.default ? [] : `${name}=${String(values[name]).replace(/[\\,]/g, '\\$&')}`,
      );
      // The values were checked against the rules.
      const metric = create(values as OptionValues<R>);
      return { ...metric, id: unusual.length === 0 ? id : `${id}:${unusual.join(',')}` };
    },
  };
}

/** The metric as it is when nothing is said of its options. */
export function usualMetric(family: MetricFamily): Metric {
  return family.create(Object.fromEntries(Object.entries(family.options).map(([name, rule]) => [name, rule.default])));
}

/** A metric without options. */
export function plainMetric(metric: Metric): MetricFamily {
  return { id: metric.id, options: {}, create: () => metric };
}
