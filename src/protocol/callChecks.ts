import * as v from 'valibot';
import { HumanError } from '../core/humanError';

/** One schema for the parameters of each method that a page may call. */
export type CallSchemas = Readonly<Record<string, v.GenericSchema>>;

/**
 * A check of everything that a page sends: a page that shows hostile text is not trusted more than that text. Gives the
 * checked parameters of a call; members that the method does not know are dropped.
 * @throws {HumanError} `bad-params`, from the check
 */
export function callCheck(schemas: CallSchemas): (method: string, params: unknown) => unknown {
  return (method, params) => {
    const schema = (Object.hasOwn(schemas, method) ? schemas[method] : undefined) ?? v.never();
    const result = v.safeParse(schema, params);
    if (result.success) return result.output;
    const detail = result.issues.map((issue) => `${v.getDotPath(issue) ?? ''} ${issue.message}`.trim()).join('; ');
    throw new HumanError('bad-params', `“${method}” was called with something it does not take.`, detail);
  };
}
