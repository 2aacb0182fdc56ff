import { HumanError } from '../humanError';
import { isRecorded } from '../model/endpoint';
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

/**
 * The models that a run asks: those of the given roles, else all that can be asked.
 * @throws {HumanError} `no-models`; `recorded-model` when a role was named, or no role is left, whose answers were recorded
 */
export function specsToRun(
  specs: Readonly<Record<ModelRole, ModelSpec>>,
  roles?: readonly ModelRole[],
): Record<ModelRole, ModelSpec> {
  const named = Object.entries(specs).filter(([role]) => roles?.includes(role) ?? true);
  const askable = named.filter(([, { endpoint }]) => !isRecorded(endpoint));
  const chosen = roles === undefined && askable.length > 0 ? askable : named;
  if (chosen.length === 0) {
    throw new HumanError('no-models', 'No models are set up yet. Choose “Set Up Models” in the Models view.');
  }
  const recorded = chosen.find(([, { endpoint }]) => isRecorded(endpoint));
  if (recorded) {
    const [role, { model }] = recorded;
    const sentence = `“${model}” (${role}) answers from recorded files and cannot be asked. Choose “Import Outputs…” for its answers, or give it an endpoint in tuning-fork.json.`;
    throw new HumanError('recorded-model', sentence);
  }
  return Object.fromEntries(chosen);
}
