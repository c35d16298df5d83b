/** What mongodb takes from `whatwg-url`, from Node itself; see bundles.ts. */
const { URL, URLSearchParams } = globalThis

export { URL, URLSearchParams }
