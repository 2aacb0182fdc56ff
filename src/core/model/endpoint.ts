import { HumanError } from '../humanError';
import { RECORDED_ENDPOINT } from '../recorded/recorded';
import { DEMO_ENDPOINT } from './model';

/**
 * The origin (scheme, host, port) of an endpoint: what keys and consent are bound to.
 * @throws {HumanError} `bad-endpoint` when the text is no http(s) address.
 */
export function originOf(endpoint: string): string {
  let url: URL;
  try {
    url = new URL(endpoint);
  } catch {
    throw new HumanError('bad-endpoint', `“${endpoint}” is not an address. Write it like http://127.0.0.1:8000/v1.`);
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new HumanError('bad-endpoint', `“${endpoint}” must begin with http:// or https://.`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new HumanError('bad-endpoint', 'An endpoint must not hold a user name or password. Use “Set API Key”.');
  }
  return url.origin;
}

/** True for the extension's own demo models. */
export function isDemo(endpoint: string): boolean {
  return endpoint === DEMO_ENDPOINT;
}

/** True for models whose answers were recorded elsewhere: there is nobody to ask. */
export function isRecorded(endpoint: string): boolean {
  return endpoint === RECORDED_ENDPOINT;
}

/** True when requests to the endpoint stay on this machine. */
export function isLoopback(endpoint: string): boolean {
  if (isDemo(endpoint)) return true;
  const { hostname } = new URL(originOf(endpoint));
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
