import { MODEL_ROLES, type ModelRole, type ModelSpec } from '../model/model';
import type { Config } from './config';

/** The models of a configuration by role, base and tuned first. */
export function modelSpecsOf(config: Config): Record<ModelRole, ModelSpec> {
  const specs: Record<ModelRole, ModelSpec> = {};
  for (const role of [...MODEL_ROLES, ...Object.keys(config.models)]) {
    const entry = config.models[role];
    if (entry === undefined || role in specs) continue;
    const { endpoint, model, api, template, parameters } = entry;
    specs[role] = { endpoint, model, api, ...(template === undefined ? {} : { template }), parameters };
  }
  return specs;
}
