import { canonicalJson } from '../dataset/json';
import type { ModelRequest } from '../model/model';
import { apiMessages } from '../model/requestBody';

/**
 * The identity of a request: SHA-256 (hex) over the canonical JSON of everything that decides the answer. Equal
 * requests have equal keys in every run and every dataset.
 * @param repeat which of several answers to the same request, from 0.
 */
export function requestKey(request: ModelRequest, repeat: number, sha256: (text: string) => string): string {
  const { endpoint, model, revision, api, template, parameters } = request.spec;
  return sha256(
    canonicalJson({
      endpoint: normalEndpoint(endpoint),
      model,
      revision,
      api,
      template: api === 'completions' ? template : undefined,
      messages: apiMessages(request.messages),
      tools: request.tools && request.tools.length > 0 ? request.tools : undefined,
      parameters,
      repeat,
    }),
  );
}

/** An endpoint as it is compared: scheme and host in lower case, no default port, no slash at the end. */
export function normalEndpoint(endpoint: string): string {
  const address = URL.canParse(endpoint) ? new URL(endpoint).href : endpoint;
  return address.replace(/\/+$/, '');
}
