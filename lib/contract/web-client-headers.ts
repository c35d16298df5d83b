/**
 * What browsers are told about the client's files, wherever they are hosted.
 * https://developers.google.com/identity/gsi/web/guides/get-google-api-clientid#content_security_policy
 */

/** @param apiSource where the client may call, as a policy names it; without: the page's own origin alone */
export const contentSecurityPolicy = (apiSource?: string): string =>
  [
    "default-src 'self'",
    "script-src 'self' https://accounts.google.com/gsi/client",
    "style-src 'self' https://accounts.google.com/gsi/style",
    // The code editor sets attributes; sheets come from files only.
    "style-src-attr 'unsafe-inline'",
    ["connect-src 'self' https://accounts.google.com/gsi/", ...(apiSource ? [apiSource] : [])].join(' '),
    'frame-src https://accounts.google.com/gsi/',
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

export const referrerPolicy = 'strict-origin-when-cross-origin'

/** Google's sign-in answers from a window of its own. */
export const crossOriginOpenerPolicy = 'same-origin-allow-popups'

/** @param path of the file at the host: the name of an asset holds a digest of its content */
export const cacheControlOf = (path: string): string =>
  path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'

const mediaTypes: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  png: 'image/png',
  svg: 'image/svg+xml',
  ttf: 'font/ttf',
  txt: 'text/plain; charset=utf-8',
  woff: 'font/woff',
  woff2: 'font/woff2',
}

export const mediaTypeOf = (path: string): string =>
  mediaTypes[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream'
