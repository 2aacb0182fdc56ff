import { HumanError } from '../core/humanError';
import { isDemo, originOf } from '../core/model/endpoint';
import type { ModelRole, ModelSpec } from '../core/model/model';
import { usageError } from './arguments';

type Models = Readonly<Record<ModelRole, ModelSpec>>;

/**
 * Reads keys from the environment variables that the user names.
 * @param options `ROLE=VARIABLE`, or `VARIABLE` for every model. Shown in no message: it may be a key by mistake.
 * @returns the key for each origin that gets one
 * @throws {HumanError} `usage`, `no-key`, `bad-endpoint`
 */
export function keysByOrigin(options: readonly string[], models: Models, environment: NodeJS.ProcessEnv) {
  const keys = new Map<string, string>();
  for (const option of options) {
    const equals = option.indexOf('=');
    const role = equals < 0 ? undefined : option.slice(0, equals);
    const named = Object.entries(models).filter(([each]) => role === undefined || each === role);
    if (named.length === 0) {
      throw usageError(`--key names a model that is not asked; there are ${Object.keys(models).join(', ')}.`);
    }
    const key = environment[option.slice(equals + 1)]?.trim();
    if (key === undefined || key === '') {
      const sentence =
        'The environment variable that --key names is not set; --key takes the name of a variable that holds the key.';
      throw new HumanError('no-key', sentence);
    }
    for (const [, { endpoint }] of named) {
      if (isDemo(endpoint)) continue;
      const origin = originOf(endpoint);
      if (keys.has(origin) && keys.get(origin) !== key) {
        throw usageError(`--key gives two keys for ${origin}; an address gets one.`);
      }
      keys.set(origin, key);
    }
  }
  return keys;
}
