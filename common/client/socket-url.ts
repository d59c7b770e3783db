/** The WebSocket address of `path` on the server at `baseUrl`. */
export function socketUrl(baseUrl: string, path: string): string {
  return baseUrl.replace(/^http/, 'ws').replace(/\/+$/, '') + path;
}
