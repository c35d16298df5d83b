/** Programs about the standard library. */
export const libraryPrograms: readonly [source: string, ...args: unknown[]][] = [
  // Comparators that contradict themselves: what they leave is the engine's own order of comparing.
  ...['a > b', 'a < b', '-1', '1', 'a < b ? -1 : -1', 'a < b && -1', 'b', 'a % 3 - b % 3', 'NaN'].map(
    (order): [string, unknown] => [
      `function f(n) { const list = Array.from({ length: n }, (_, i) => (i * 7919) % 53); const seen = []; return [list.sort((a, b) => { if (n < 9) seen.push([a, b]); return ${order} }), seen] }`,
      8,
    ],
  ),
  ...[33, 63, 64, 100, 300].map((n): [string, unknown] => [
    'function f(n) { const list = Array.from({ length: n }, (_, i) => ({ k: (i * 7919) % 17, i })); return [list.toSorted((a, b) => a.k - b.k), list.map((x) => x.k).sort(), list.map((x) => x.k).sort((a, b) => a > b)] }',
    n,
  ]),
  [
    'function f(a) { return [a.map((x) => x * 2), a.filter((x) => x > 2), a.reduce((s, x) => s + x), a.reduceRight((s, x) => s + x, ""), a.some((x) => x > 3), a.every((x) => x > 0), a.find((x) => x > 1), a.findIndex((x) => x > 1), a.findLast((x) => x < 3), a.findLastIndex((x) => x > 9)] }',
    [1, 2, 3, 4],
  ],
  [
    'function f(a) { const b = [...a]; return [b.push(9, 8), b.pop(), b.shift(), b.unshift(0, 7), b.splice(1, 2, "x", "y", "z"), b, b.splice(-1), b.splice(2), b] }',
    [1, 2, 3, 4],
  ],
  [
    'function f(a) { return [a.slice(1), a.slice(-2), a.slice(1, -1), a.slice(5), a.concat(5, [6, [7]]), a.join("-"), a.join(), a.reverse(), a.indexOf(3), a.lastIndexOf(1), a.includes(2), a.at(-1), a.at(9)] }',
    [1, 2, 3, 1],
  ],
  [
    'function f() { return [[3, 20, 100].sort(), [3, 20, 100].sort((a, b) => b - a), ["b", undefined, "a"].sort(), [true, false, null].sort(), [5, 1, 4].toSorted(), [1, 2].toReversed(), [1, 2, 3].toSpliced(1, 1), [1, 2].with(0, 9)] }',
  ],
  [
    'function f() { const people = [{ n: "a", a: 3 }, { n: "b", a: 1 }, { n: "c", a: 3 }, { n: "d", a: 1 }]; return people.sort((x, y) => x.a - y.a).map((p) => p.n).join("") }',
  ],
  [
    'function f() { return [[1, [2, [3, [4]]]].flat(), [1, [2, [3, [4]]]].flat(Infinity), [1, 2].flatMap((x) => [x, [x]]), Array(3).fill(0), new Array(2, 3), Array.of(7), Array.from("abc"), Array.from({ length: 3 }, (_, i) => i * i), [..."héllo"].length] }',
  ],
  [
    'function f() { return [[1, 2, 3, 4, 5].copyWithin(0, 3), [1, 2, 3].fill(9, 1), [...[7, 8].entries()], [...[7, 8].keys()], [...["a"].values()], Array.isArray([]), Array.isArray({ length: 0 }), [NaN].includes(NaN), [NaN].indexOf(NaN)] }',
  ],
  [
    'function f() { const a = [1, 2, 3, 4]; const seen = []; a.forEach((x, i, arr) => { seen.push([x, i]); if (i === 0) arr.pop() }); return seen }',
  ],
  [
    'function f() { const g = Object.groupBy([1, 2, 3], (x) => (x % 2 ? "odd" : "even")); const m = Map.groupBy([1, 2, 3], (x) => x % 2); return [g.odd, g.even, m] }',
  ],
  ['function f() { try { [].reduce((a, b) => a) } catch (e) { return [e.name, e.message] } }'],
  ['function f() { try { new Array(-1) } catch (e) { return [e.name, e.message] } }'],
  ['function f() { try { "a".repeat(-1) } catch (e) { return e.name } }'],
  [
    'function f() { return [String([1, [2, 3]]), String({}), String(null), [null, undefined, 1].join(), [[], [[]]] + "", [1, 2].toString(), `${[1, 2]}`] }',
  ],
  [
    'function f(s) { return [s.length, s[0], s.charAt(1), s.charCodeAt(0), s.codePointAt(1), s.at(-1), s.indexOf("l"), s.lastIndexOf("l"), s.includes("ell"), s.startsWith("He"), s.endsWith("o"), s.slice(1, 3), s.slice(-3), s.substring(3, 1), s.substr(-3, 2), s.toUpperCase(), s.toLowerCase()] }',
    'Hello',
  ],
  [
    'function f(s) { return [s.trim(), s.trimStart(), s.trimEnd(), s.split(" "), s.split(""), s.split(), s.split(" ", 1), s.replace("a", "b"), s.replaceAll("a", "b"), s.padStart(10, "xy"), s.padEnd(10), s.repeat(2), s.concat("!", 1), "a,b,,c".split(","), "".split(""), "".split(",")] }',
    '  a ba ',
  ],
  [
    'function f() { return ["a-b-c".replace("-", "$&$&"), "abc".replace("b", (m, i, s) => `[${m}${i}${s}]`), "aXbX".replaceAll("X", () => 1), "x".replaceAll("", "-"), "abc".replace("z", "y"), "a.b".split("."), "ab".localeCompare("ac"), "a".localeCompare("b"), "b".localeCompare("a"), "a".localeCompare("a"), ["b", "a", "C"].sort((x, y) => x.localeCompare(y))] }',
  ],
  [
    'function f() { return [String.fromCharCode(72, 105), String.fromCodePoint(128512), "😀".length, [..."😀a"].length, "😀".codePointAt(0), "\\u{1F600}" === "😀", "é".normalize("NFD").length, "abc" < "abd", "a\\tb\\\\n\\"".length, "ß".toUpperCase(), "İ".toLowerCase().length] }',
  ],
  [
    'function f() { return ["abc"[5], "abc"["length"], "abc".at(-4), "abc".charAt(9), "abc".charCodeAt(9), "12px" * 1, parseInt("12px"), parseFloat("3.14abc"), parseInt("ff", 16), parseInt("101", 2), parseInt(""), Number(""), Number(" 12 "), Number("0x1f"), Number("1e3"), Number([5]), Number(null), Number(undefined), Number(true), Number("a")] }',
  ],
  [
    'function f() { return [(3.14159).toFixed(2), (0.000001234).toString(), (255).toString(16), (255).toString(2), (1234.5678).toPrecision(6), (12345).toExponential(2), (25).toString(36), (0.1).toFixed(20), (1.005).toFixed(2), (-1.5).toFixed(0), (1e21).toFixed(2), (1234567.891).toLocaleString()] }',
  ],
  [
    'function f() { return [Number.isInteger(5.0), Number.isInteger("5"), Number.isSafeInteger(2 ** 53), Number.isNaN("a"), isNaN("a"), isFinite("5"), Number.isFinite("5"), Number.MAX_SAFE_INTEGER, Number.EPSILON > 0, Number.parseFloat("1.5"), Number.MIN_VALUE, -Number.MAX_VALUE * 2] }',
  ],
  [
    'function f() { return [Math.max(), Math.min(), Math.max(1, "3", 2), Math.max(1, NaN), Math.round(2.5), Math.round(-2.5), Math.round(-0.2), Math.floor(-1.5), Math.ceil(-1.5), Math.trunc(-1.9), Math.sign(-3), Math.abs("-5"), Math.sqrt(2), Math.cbrt(27), Math.hypot(3, 4), Math.pow(2, 0.5), Math.log2(8), Math.log10(1000), Math.log(Math.E), Math.atan2(1, 1), Math.sin(1), Math.PI, Math.fround(5.5), Math.clz32(1), Math.imul(3, 4)] }',
  ],
  [
    'function f() { const o = { a: 1, b: { c: 2 } }; return [Object.keys(o), Object.values(o), Object.entries(o), Object.assign({}, o, { d: 3 }, null), Object.fromEntries([["x", 1], ["y", 2]]), Object.fromEntries(new Map([["k", 5]])), Object.hasOwn(o, "a"), o.hasOwnProperty("z"), Object.is(NaN, NaN), Object.is(0, -0), Object.getOwnPropertyNames(o)] }',
  ],
  [
    'function f() { const o = {}; Object.defineProperty(o, "x", { value: 1, enumerable: false }); Object.defineProperty(o, "y", { get() { return 2 }, enumerable: true, configurable: true }); o.x = 9; return [o.x, o.y, Object.keys(o), JSON.stringify(o), Object.getOwnPropertyDescriptor(o, "x")] }',
  ],
  [
    'function f() { const o = Object.seal({ a: 1 }); o.a = 2; o.b = 3; delete o.a; const p = Object.preventExtensions({ z: 1 }); p.y = 2; return [o, p, Object.isSealed(o), Object.isExtensible(p), Object.isFrozen(o), Object.isFrozen("a")] }',
  ],
  [
    'function f() { const a = Object.freeze([1, 2]); try { "use strict"; a.push(3) } catch (e) { return [e.name, a] } }',
  ],
  [
    'function f() { const p = { greet() { return "hi" } }; const o = Object.create(p, { n: { value: 4, enumerable: true } }); return [o.greet(), o.n, Object.getPrototypeOf(o) === p, p.isPrototypeOf(o), Object.setPrototypeOf({}, p).greet(), o.propertyIsEnumerable("n"), Object.prototype.toString.call([]), Object.prototype.toString.call(null), {}.toString()] }',
  ],
  [
    'function f() { const o = { toString() { return "me" } }; return ["" + o, `${o}`, o + 1, [o, o].join("|"), String(o), { a: 1 }.toString(), o.toLocaleString()] }',
  ],
  [
    'function f() { const m = new Map([["a", 1], ["b", 2]]); m.set("c", 3).set(NaN, 4).set(0, 5); m.delete("a"); return [m.get("b"), m.has("a"), m.size, m.get(NaN), m.get(-0), [...m.keys()], [...m.values()], [...m.entries()], [...m].length, Object.fromEntries(m), Array.from(m, ([k, v]) => `${k}:${v}`)] }',
  ],
  [
    'function f() { const out = []; new Map([[1, 2]]).forEach((v, k, m) => out.push(v, k, m.size)); new Set([3]).forEach((v, k, s) => out.push(v, k, s.size)); return out }',
  ],
  [
    'function f() { const s = new Set([1, 2, 2, "2"]); s.add(3).add(1); s.delete(2); return [s.size, s.has("2"), [...s], [...new Set("hello")].join(""), new Set([NaN, NaN]).size, new Set().add(-0).has(0), [...s.entries()]] }',
  ],
  [
    'function f() { const a = new Set([1, 2, 3]), b = new Set([2, 3, 4]); return [a.union(b), a.intersection(b), a.difference(b), a.symmetricDifference(b), a.isSubsetOf(b), new Set([2]).isSubsetOf(a), a.isSupersetOf(new Set([1])), a.isDisjointFrom(new Set([9]))] }',
  ],
  [
    'function f() { const w = new WeakMap(), k = {}; w.set(k, 1); const s = new WeakSet([k]); return [w.get(k), w.has({}), s.has(k), w.delete(k), w.has(k)] }',
  ],
  [
    'function f() { return [JSON.stringify({ a: [1, "x", null, undefined, () => 1, NaN], b: undefined, c: new Date(0), d: { toJSON() { return "J" } }, e: true }), JSON.stringify("a\\"b\\n\\u2028"), JSON.stringify([undefined]), JSON.stringify(undefined), JSON.stringify(null), JSON.stringify({ a: [1, { b: 2 }], c: {} , d: []}, null, 2), JSON.stringify([1, [2]], null, "--"), JSON.stringify({ a: 1, b: 2 }, ["a"]), JSON.stringify({ a: 1, b: "x" }, (k, v) => (typeof v === "number" ? v * 2 : v))] }',
  ],
  [
    'function f() { return [JSON.parse(\'{"a":[1,2,{"b":null}],"c":"\\\\u0041\\\\n","d":-1.5e2,"e":true}\'), JSON.parse(" [1 , 2 ] "), JSON.parse("1"), JSON.parse(\'{"a":1,"b":[2,3]}\', (k, v) => (typeof v === "number" ? v + 1 : v)), JSON.parse(JSON.stringify({ x: [{ y: 1 }] }))] }',
  ],
  [
    'function f() { const bad = ["{a:1}", "[1,]", "", "{\\"a\\":}", "01", "\'x\'", "nul", "[1 2]", "\\"a"]; return bad.map((t) => { try { JSON.parse(t); return "ok" } catch (e) { return e.name } }) }',
  ],
  ['function f() { const a = {}; a.self = a; try { JSON.stringify(a) } catch (e) { return e.name } }'],
  ['function f() { const o = JSON.parse(\'{"__proto__": {"x": 1}}\'); return [Object.keys(o), o.x, ({}).x] }'],
  [
    'function f() { const a = { d: new Date(5), m: new Map([[1, { z: 1 }]]), s: new Set([1]), l: [1, [2]] }; a.me = 1; const b = structuredClone(a); b.l[1].push(3); return [a.l, b.l, b.m.get(1) !== a.m.get(1), b.d.getTime()] }',
  ],
  [
    'function f() { const d = new Date("2024-02-29T12:30:45.678Z"); return [d.getTime(), d.toISOString(), d.getUTCFullYear(), d.getUTCMonth(), d.getUTCDate(), d.getUTCDay(), d.getUTCHours(), d.getUTCMinutes(), d.getUTCSeconds(), d.getUTCMilliseconds(), JSON.stringify(d), +d, d.toJSON()] }',
  ],
  [
    'function f() { const d = new Date(Date.UTC(2020, 0, 31)); d.setUTCMonth(1); const e = new Date(d); e.setUTCDate(0); const g = new Date("x"); return [d, e, Number.isNaN(g.getTime()), isNaN(g), new Date(2020, 5) - new Date(2020, 4), new Date(86400000) > new Date(0), Date.UTC(1999, 11, 31, 23, 59, 59)] }',
  ],
  [
    'function f() { const d = new Date(2021, 11, 25, 10, 30); d.setFullYear(2022); d.setHours(25); return [d.getFullYear(), d.getMonth(), d.getDate(), d.getHours(), d.getDay(), new Date(2020, 1, 30).getMonth(), new Date("2015-01-24").getUTCDay(), Date.parse("2011-04-25")] }',
  ],
  ['function f() { try { new Date(NaN).toISOString() } catch (e) { return [e.name, String(new Date(NaN))] } }'],
  [
    'function f(s) { return [/l+/.exec(s).index, /l+/.exec(s)[0], /z/.exec(s), /L/i.test(s), s.match(/l/g), s.match(/(h)(e)/).slice(1), s.match(/z/g), s.search(/o/), s.replace(/l/g, "L"), s.replace(/(\\w)(\\w)/g, "$2$1"), s.split(/l/), s.replace(/[aeiou]/g, (v) => v.toUpperCase())] }',
    'hello world',
  ],
  [
    'function f() { const m = "2024-03-05".match(/(?<y>\\d{4})-(?<m>\\d\\d)-(?<d>\\d\\d)/); return [m.groups.y, m.groups.d, m.index, m.input, "a1b22".match(/\\d+/g), [..."a1b22c".matchAll(/([a-z])(\\d+)/g)].map((x) => [x[0], x[1], x.index]), "x-y".replace(/(?<a>x)-(?<b>y)/, "$<b>-$<a>"), "abc".replace(/(?<l>b)/, (...args) => typeof args.at(-1))] }',
  ],
  [
    'function f() { return ["aBc".replace(/b/i, "[$&]"), "a.b*c".replace(/[.*+?^${}()|[\\]\\\\]/g, "\\\\$&"), "foo bar".replace(/(\\w+) (\\w+)/, "$2 $1"), "aaa".replace(/a{2}/, "b"), "abab".replace(/(ab)\\1/, "x"), "price: 100".replace(/(?<=: )\\d+/, "5"), "a1".replace(/(?<!\\d)a(?=\\d)/, "z"), "line1\\nline2".match(/^line\\d$/gm), "a\\nb".match(/a.b/s) !== null, /a.b/.test("a\\nb"), "aXbX".split(/x/i), "a1b2".split(/(\\d)/)] }',
  ],
  [
    'function f() { const r = /a/g; const out = [r.test("aa"), r.lastIndex, r.test("aa"), r.lastIndex, r.test("aa"), r.lastIndex]; const y = /b/y; y.lastIndex = 1; out.push(y.test("ab"), y.test("ab")); return [...out, r.source, r.flags, r.global, String(/a\\/b/gi)] }',
  ],
  [
    'function f() { let m, out = []; const re = /(\\d)(x)?/g; while ((m = re.exec("1x2 3x")) !== null) out.push([m[0], m[2], m.index]); return out }',
  ],
  [
    'function f() { return [/^[\\w.+-]+@[\\w-]+\\.[\\w.]+$/.test("a.b@c.de"), /^\\s*$/.test("  "), /\\bfoo\\b/.test("a foo b"), /^(?:\\+1)?\\d{3}-?\\d{4}$/.test("+1555-1234"), /(a|ab)(c|bcd)(d*)/.exec("abcd"), /(z)((a+)?(b+)?(c))*/.exec("zaacbbbcac"), /(?=(a+))a*b\\1/.exec("baaabac"), /a*?/.exec("aaa")[0], /a+?b/.exec("aab")[0], /[^a-c]+/.exec("abcdef")[0], /[\\d-x]+/.exec("1-x")[0]] }',
  ],
  [
    'function f() { return ["éa".match(/\\p{L}/gu), /^\\p{Lu}/u.test("Éa"), "😀x".match(/./gu).length, "😀x".match(/./g).length, /\\u{61}/u.test("a"), /\\x41\\u0042\\cJ?/.test("AB"), "tel: 555".replace(/\\D/g, ""), "a b\\tc".split(/\\s/), "camelCaseString".replace(/([A-Z])/g, " $1").toLowerCase(), "snake_case_x".replace(/_(\\w)/g, (_, c) => c.toUpperCase())] }',
  ],
  ['function f() { try { new RegExp("[") } catch (e) { return e.name } }'],
  [
    'function f() { const r = new RegExp("a+", "gi"); return ["AAbaa".match(r), new RegExp(/x/g).flags, RegExp("\\\\d").test("5"), new RegExp("a/b").source, "".match(/(?:)/)[0], "abc".split(/(?:)/), "abc".split(/b|(x)/), "aaa".replace(/a*/g, "-"), "abc".replace(/x*/g, "-")] }',
  ],
  [
    'function f() { return [Array.from([3, 1, 2].values()), [...new Map([[1, 2]]).keys().map((x) => x + 1)], new Set([1, 2, 3]).values().filter((x) => x > 1).toArray(), [1, 2, 3].values().take(2).toArray(), [1, 2, 3].values().drop(1).reduce((a, b) => a + b)] }',
  ],
  [
    'function f() { const it = [1, 2][Symbol.iterator](); return [it.next(), it.next(), it.next(), [...it], typeof it[Symbol.iterator]] }',
  ],
  ['function f() { return [encodeURIComponent("a b&é"), decodeURIComponent("%41%20"), encodeURI("a b?x=1")] }'],
  [
    'function f() { return [new Number(5) + 1, new String("ab").length, new Boolean(false) ? 1 : 2, typeof new Number(1), typeof Number("1"), Object("a") instanceof String, new String("a") == "a", new String("a") === "a", Boolean(""), Boolean([]), !!NaN] }',
  ],
  [
    'function f() { return [Reflect.ownKeys({ b: 1, a: 2, 1: 3 }), Reflect.has({ x: 1 }, "x"), Reflect.apply(Math.max, null, [1, 2]), Reflect.construct(Array, [3]).length, Reflect.get({ a: 4 }, "a")] }',
  ],
  [
    'function f() { const words = "the quick the lazy the end".split(" "); const c = {}; for (const w of words) c[w] = (c[w] || 0) + 1; return Object.entries(c).sort(([a, x], [b, y]) => y - x || a.localeCompare(b)) }',
  ],
  [
    'function f(n) { const s = Array(n + 1).fill(true); for (let i = 2; i * i <= n; i++) if (s[i]) for (let j = i * i; j <= n; j += i) s[j] = false; return s.flatMap((p, i) => (p && i > 1 ? [i] : [])) }',
    60,
  ],
  [
    'function f(s) { const st = [], p = { ")": "(", "]": "[", "}": "{" }; for (const c of s) { if ("([{".includes(c)) st.push(c); else if (c in p && st.pop() !== p[c]) return false } return st.length === 0 }',
    '{[()]}(',
  ],
  ['function f(n) { let a = 0n, b = 1n; for (let i = 0; i < n; i++) [a, b] = [b, a + b]; return a }', 200],
  [
    'function f(s) { return [...s].reverse().join("") === s && s.split("").every((c, i) => c === s.at(-1 - i)) }',
    'racecar',
  ],
  [
    'function f(a) { const sort = (x) => { if (x.length < 2) return x; const [p, ...r] = x; return [...sort(r.filter((y) => y < p)), p, ...sort(r.filter((y) => y >= p))] }; return sort(a) }',
    [5, 3, 8, 1, 9, 2, 7],
  ],
  [
    'function f(g) { const seen = new Set(), q = ["a"], out = []; while (q.length) { const n = q.shift(); if (seen.has(n)) continue; seen.add(n); out.push(n); q.push(...(g[n] ?? [])) } return out }',
    { a: ['b', 'c'], b: ['d'], c: ['d', 'a'], d: [] },
  ],
  [
    'function f(m) { return m[0].map((_, i) => m.map((r) => r[i])) }',
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
  ],
  [
    'function f(n) { const r = []; const hanoi = (k, a, b, c) => { if (k) { hanoi(k - 1, a, c, b); r.push(a + c); hanoi(k - 1, b, a, c) } }; hanoi(n, "A", "B", "C"); return [r.length, r.slice(0, 4)] }',
    6,
  ],
  [
    'function f(n) { const cols = new Set(), d1 = new Set(), d2 = new Set(); let count = 0; const place = (r) => { if (r === n) { count++; return } for (let c = 0; c < n; c++) { if (cols.has(c) || d1.has(r - c) || d2.has(r + c)) continue; cols.add(c); d1.add(r - c); d2.add(r + c); place(r + 1); cols.delete(c); d1.delete(r - c); d2.delete(r + c) } }; place(0); return count }',
    6,
  ],
  [
    'function f(s) { const permute = (t) => (t.length < 2 ? [t] : [...new Set([...t].flatMap((c, i) => permute(t.slice(0, i) + t.slice(i + 1)).map((p) => c + p)))]); return permute(s) }',
    'aabc',
  ],
  [
    'function f(n) { const r = [["M", 1000], ["CM", 900], ["D", 500], ["CD", 400], ["C", 100], ["XC", 90], ["L", 50], ["XL", 40], ["X", 10], ["IX", 9], ["V", 5], ["IV", 4], ["I", 1]]; let s = ""; for (const [k, v] of r) while (n >= v) { s += k; n -= v } return s }',
    1994,
  ],
  [
    'function f(a, b) { const d = Array.from({ length: a.length + 1 }, (_, i) => [i, ...Array(b.length).fill(0)]); for (let j = 0; j <= b.length; j++) d[0][j] = j; for (let i = 1; i <= a.length; i++) for (let j = 1; j <= b.length; j++) d[i][j] = Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] !== b[j - 1])); return d[a.length][b.length] }',
    'kitten',
    'sitting',
  ],
  [
    'function f(s) { return s.replace(/[a-z]/gi, (c) => String.fromCharCode(((c.charCodeAt(0) - (c < "a" ? 65 : 97) + 13) % 26) + (c < "a" ? 65 : 97))) }',
    'Hello, World!',
  ],
  [
    'function f(x) { const deep = (o) => (o === null || typeof o !== "object" ? o : Array.isArray(o) ? o.map(deep) : Object.fromEntries(Object.entries(o).map(([k, v]) => [k.toUpperCase(), deep(v)]))); return deep(x) }',
    { a: [{ b: 1 }, null], c: { d: 'x' } },
  ],
  [
    'function f() { const e = new (class Emitter { #h = new Map(); on(n, h) { (this.#h.get(n) ?? this.#h.set(n, []).get(n)).push(h); return this } emit(n, ...a) { this.#h.get(n)?.forEach((h) => h(...a)) } })(); const out = []; e.on("x", (v) => out.push(v)).on("x", (v) => out.push(v * 2)); e.emit("x", 4); e.emit("y"); return out }',
  ],
  ['function f() { const add = (a) => (b) => (b === undefined ? a : add(a + b)); return add(1)(2)(3)() }'],
  [
    'function f() { let s = ""; for (let i = 1; i <= 15; i++) s += i % 15 === 0 ? "FizzBuzz" : i % 5 === 0 ? "Buzz" : i % 3 === 0 ? "Fizz" : i; return s }',
  ],
  [
    'function f(a, t) { const m = new Map(); for (const [i, x] of a.entries()) { if (m.has(t - x)) return [m.get(t - x), i]; m.set(x, i) } return null }',
    [2, 7, 11, 15],
    9,
  ],
  [
    'function f(n) { return n.toString(2).split("").filter(Number).length + Number.parseInt([...String(n)].reverse().join("")) }',
    1234,
  ],
  [
    'function f(o) { const { a: [first, { deep }], ...others } = o; return { first, deep, others } }',
    { a: [1, { deep: 'd' }], z: 2, y: 3 },
  ],
  [
    'function f() { const proto = Array.prototype; proto.last = function () { return this[this.length - 1] }; String.prototype.shout = function () { return this.toUpperCase() + "!" }; return [[1, 2].last(), "a".shout()] }',
  ],
  [
    'function f() { Number.prototype.times = function (fn) { for (let i = 0; i < this; i++) fn(i) }; const out = []; (3).times((i) => out.push(i)); return out }',
  ],
]
