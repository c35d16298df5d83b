/**
 * Runs at CloudFront's edge before its cache: an address that is no file's is a page of the client, which reads the address
 * itself. A missing file stays missing.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 */
export const pageAddressFunction = `
function handler(event) {
  const request = event.request
  const uri = request.uri
  if (uri === '/docs' || uri === '/docs/') request.uri = '/docs/index.html'
  else if (!uri.startsWith('/assets/') && !/\\.[a-z0-9]+$/i.test(uri)) request.uri = '/index.html'
  return request
}
`.trim()
