import type { Channel } from '../src/protocol/rpc';

/** What the page needs of the window it lives in: a channel to the extension, and state that outlives a reload. */
export interface PageHost extends Channel {
  getState(): unknown;
  setState(state: object): void;
}

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: object): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The host inside VS Code. Call it once: VS Code gives its API away only once. */
export function vsCodeHost(): PageHost {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    listen: (listener) => window.addEventListener('message', (event: MessageEvent<unknown>) => listener(event.data)),
    getState: () => api.getState(),
    setState: (state) => api.setState(state),
  };
}
