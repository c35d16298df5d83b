/** Names that JavaScript itself brings (ECMAScript 2024, 19 to 28), as students meet them. */

export const standardGlobals: ReadonlySet<string> = new Set(
  `Array ArrayBuffer Atomics BigInt Boolean DataView Date Error EvalError Float32Array Float64Array Function Infinity
  Int16Array Int32Array Int8Array Intl Iterator JSON Map Math NaN Number Object Promise Proxy RangeError ReferenceError
  Reflect RegExp Set String Symbol SyntaxError TypeError Uint16Array Uint32Array Uint8Array WeakMap WeakRef WeakSet console
  decodeURIComponent encodeURIComponent eval isFinite isNaN parseFloat parseInt require
  structuredClone undefined globalThis window self global`.split(/\s+/),
)

/** Names under which the global object goes. */
export const globalObjects: ReadonlySet<string> = new Set(['globalThis', 'window', 'self', 'global'])

/** Methods of arrays, strings, maps and sets: `x.push()` says nothing about a student's own method of that name. */
export const standardMethods: ReadonlySet<string> = new Set(
  `add at call apply bind charAt charCodeAt clear codePointAt concat copyWithin delete endsWith entries every fill filter
  find findIndex findLast findLastIndex flat flatMap forEach get has hasOwnProperty includes indexOf join keys lastIndexOf
  length localeCompare map match matchAll normalize padEnd padStart pop push reduce reduceRight repeat replace replaceAll
  reverse search set shift size slice some sort splice split startsWith substring test toFixed toLowerCase toReversed
  toSorted toSpliced toString toUpperCase trim trimEnd trimStart unshift values with`.split(/\s+/),
)
