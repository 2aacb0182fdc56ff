import { ModelError } from '../core/model/model';

const MAX_REDIRECTS = 5;

/**
 * A `fetch` that stays within one origin. It sends `apiKey` there and nowhere else, follows redirects within the origin
 * with the same method and body, refuses others, and sends no header that is not named here: the `openai` package adds
 * some about this machine, and any that the environment variable OPENAI_CUSTOM_HEADERS holds.
 */
export function fetchWithin(origin: string, apiKey: string | undefined): typeof fetch {
  return async (input, init) => {
    let url = input instanceof Request ? input.url : String(input);
    const headers = {
      accept: 'application/json, text/event-stream',
      'content-type': 'application/json',
      'user-agent': 'tuning-fork',
      ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
    };
    for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
      const response = await fetch(url, { ...init, headers, redirect: 'manual' });
      const location = response.headers.get('location');
      if (response.type !== 'opaqueredirect' && (response.status < 300 || response.status >= 400)) return response;
      await response.body?.cancel();
      const target = location !== null && URL.canParse(location, url) ? new URL(location, url) : undefined;
      if (target?.origin !== origin) throw elsewhere(origin, target);
      url = target.href;
    }
    throw new ModelError('unreachable', `${origin} redirects in a circle: check the address.`, false);
  };
}

function elsewhere(origin: string, target: URL | undefined): ModelError {
  const where = target === undefined ? 'elsewhere' : `to ${target.origin}`;
  return new ModelError(
    'unreachable',
    `${origin} redirects ${where}, where nothing was sent: if you trust it, make it the endpoint.`,
    false,
  );
}
