/** Programs about the language itself: each has a function `f`, called with the arguments. */
export const languagePrograms: readonly [source: string, ...args: unknown[]][] = [
  ['function f(a, b) { return a + b }', 1, 2],
  ['const f = (a, b = a * 2, ...rest) => [a, b, rest, f.length, f.name]', 1, null, 3, 4],
  [
    'function f() { return [typeof null, typeof undefined, typeof f, typeof 1n, typeof Symbol(), typeof missing, typeof {}] }',
  ],
  [
    'function f() { return [1 + "2", "3" * "4", [] + {}, [] + [], +[], +{}, null + 1, undefined + 1, true + true, "5" - 2] }',
  ],
  [
    'function f() { return [1 == "1", null == undefined, null == 0, NaN == NaN, [1] == 1, "" == 0, "0" == false, [] == ![], ({}) == "[object Object]"] }',
  ],
  [
    'function f() { return [7 % -3, -7 % 3, 2 ** 10, 2 ** -1, 5 / 0, -5 / 0, 0 / 0, -0, 1 / -0, 7 / 2 | 0, ~~-3.7, -1 >>> 0, 1 << 31, 5 & 3, 5 | 3, 5 ^ 3, ~5] }',
  ],
  [
    'function f() { return ["b" > "a", "10" < "9", "10" < 9, null >= 0, undefined >= 0, NaN < 1, [2] > 1, "a" < "B", 2n > 1, 1n == 1, 1n === 1] }',
  ],
  [
    'function f() { let i = 1; return [i++, i, ++i, i--, --i, i += 5, i -= 1, i *= 3, i **= 2, i %= 7, i <<= 3, i >>= 1, i |= 1, i &= 6, i ^= 3] }',
  ],
  [
    'function f() { let a = null, b = 0, c = 5; a ??= 1; b ||= 2; c &&= 3; return [a, b, c, null ?? "x", 0 ?? "x", 0 || "x", 1 && "y"] }',
  ],
  ['function f() { const o = { n: 1 }; o.n++; ++o["n"]; o.m ??= 4; o.n ||= 9; o.z = o.n-- + o.m; return o }'],
  [
    'function f() { var x = 1; { var x = 2 } let y = 1; { let y = 2 } return [x, y, typeof hoisted(), z]; function hoisted() {} var z = 3 }',
  ],
  [
    'function f() { const fs = []; for (var i = 0; i < 3; i++) fs.push(() => i); for (let j = 0; j < 3; j++) fs.push(() => j); return fs.map((g) => g()) }',
  ],
  [
    'function f() { const fs = []; for (let i = 0; i < 3; i++) { fs.push(() => i); i += 0; } for (const x of [7, 8]) fs.push(() => x); for (const k in { a: 1, b: 2 }) fs.push(() => k); return fs.map((g) => g()) }',
  ],
  [
    'function f() { const fs = []; for (let i = 0, g = () => i; i < 3; i++) fs.push(() => i + g()); return fs.map((h) => h()) }',
  ],
  ['function f() { try { return x; let x } catch (e) { return [e.name, e instanceof ReferenceError] } }'],
  ['function f() { try { missing.y } catch (e) { return [e.name, e.message] } }'],
  [
    'function f() { const out = []; for (const g of [() => null.x, () => undefined.y(), () => { const c = 1; c = 2 }, () => (void 0)(), () => new (class A { constructor() { this.b() } })()]) try { g() } catch (e) { out.push(e.name) } return out }',
  ],
  ['function f() { try { null.foo } catch (e) { return e.message } }'],
  ['function f() { const o = {}; try { o.foo() } catch (e) { return e.message } }'],
  ['function f() { try { throw { code: 5 } } catch ({ code }) { return code } finally { } }'],
  [
    'function f() { const log = []; const g = () => { try { log.push(1); return "a" } finally { log.push(2) } }; return [g(), log] }',
  ],
  [
    'function f() { const g = () => { for (const x of [1, 2, 3]) { try { if (x === 2) continue; if (x === 3) break; } finally { log.push(x) } } return log }; const log = []; return g() }',
  ],
  [
    'function f() { const g = () => { try { throw new Error("a") } catch (e) { throw new Error("b") } finally { return "c" } }; return g() }',
  ],
  [
    'function f() { a: for (let i = 0; i < 3; i++) { try { for (;;) { try { continue a } finally { log.push("in" + i) } } } finally { log.push("out" + i) } } return log } const log = []',
  ],
  [
    'function f() { function g() { try { try { return 1 } finally { throw 2 } } catch (e) { return e + 10 } } return g() }',
  ],
  [
    'function f(x) { switch (x) { case 1: return "one"; case "1": return "text"; default: { let y = 5; return y } case 2: return "two" } }',
    '1',
  ],
  [
    'function f() { const out = []; for (const x of [1, 2, 3, 4]) switch (x) { default: out.push("d"); case 2: out.push("two"); break; case 3: out.push("three") } return out }',
  ],
  [
    'function f() { let n = 0; outer: while (true) { do { if (++n > 5) break outer; if (n % 2) continue outer } while (n < 100) } return n }',
  ],
  [
    'function f() { const { a, b: { c = 5, ...d }, ...e } = { a: 1, b: { x: 1, y: 2 }, g: 3, h: 4 }; return [a, c, d, e] }',
  ],
  [
    'function f() { const [a, , b = 3, ...c] = [1, 2, undefined, 4, 5]; let x = 1, y = 2; [x, y] = [y, x]; return [a, b, c, x, y] }',
  ],
  ['function f({ a = 1, b: { c } = { c: 2 } } = {}, [d, e = d] = [3]) { return [a, c, d, e] }'],
  ['function f() { const o = {}; [o.a, o["b"]] = [1, 2]; ({ x: o.c, y: o.d = 4 } = { x: 3 }); return o }'],
  ['function f() { const key = "k"; const { [key]: v, ["l" + 1]: w = 9 } = { k: 5 }; return [v, w] }'],
  ['function f() { try { const { a } = null } catch (e) { return e.name } }'],
  ['function f() { try { const [a] = {} } catch (e) { return e.name } }'],
  [
    'function f() { const o = { a: { b: null, c: () => 4 } }; return [o?.a?.b?.c, o?.x?.y.z, o.a.c?.(), o.q?.(), o?.["a"]?.c(), delete o?.a, o.a] }',
  ],
  ['function f() { return `a${1 + 1}b${`c${[1, 2]}`}d${null}${undefined}` + `\\n\\u0041` }'],
  ['function f() { return [(1, 2), void 0, !0, !"", !!"a", -"3", +"4", +true, typeof typeof 1] }'],
  ['var self = this; function f() { return [this === undefined, typeof this, (() => typeof this)()] }'],
  ['"use strict"; function f() { return [this === undefined, (() => this === undefined)()] }'],
  [
    'function f() { return [arguments.length, arguments[1], [...arguments].length, Array.from(arguments), Array.prototype.slice.call(arguments, 1)] }',
    1,
    2,
    3,
  ],
  ['function f() { return (() => arguments[0])() }', 7],
  [
    'function f() { const g = function h(n) { return n ? n * h(n - 1) : 1 }; return [g(5), g.name, (() => {}).name, (function () {}).name] }',
  ],
  [
    'function f() { const o = { m() { return 1 }, get g() { return this.x }, set g(v) { this.x = v * 2 }, ["c" + 1]: 2, async: 3, get: 4, set: 5, "quoted-key": 6, 7: 8 }; o.g = 5; return [o.m(), o.g, o.c1, o.async, o.get, o.set, o["quoted-key"], o[7], Object.keys(o)] }',
  ],
  [
    'function f() { const o = { b: 1, 2: 1, a: 1, 1: 1, "-1": 1, "01": 1 }; return [Object.keys(o), JSON.stringify(o)] }',
  ],
  ['function f() { const a = { x: 1 }; const b = { ...a, y: 2, ...null, ...[9], ..."hi" }; return b }'],
  [
    'function f() { const p = { hi() { return "p" + this.n } }; const o = { __proto__: p, n: 1, hi() { return super.hi() + "!" } }; return [o.hi(), Object.getPrototypeOf(o) === p, Object.keys(o)] }',
  ],
  [
    'class P { constructor(n) { this.n = n } static make(n) { return new this(n) } get double() { return this.n * 2 } set double(v) { this.n = v / 2 } toString() { return `P(${this.n})` } } class C extends P { toString() { return "C:" + super.toString() } } function f() { const c = C.make(4); c.double = 20; return [String(c), c.double, c instanceof P, C.name, c.constructor === C, `${c}`] }',
  ],
  [
    'class A { #v = 1; static #count = 0; static n = 5; x = this.#v + 1; ["y" + 1] = 3; #inc() { return ++this.#v } get v() { return this.#v } static has(o) { return #v in o } bump() { A.#count++; return this.#inc() } static get count() { return A.#count } static { this.s = this.n * 2 } } function f() { const a = new A(); a.bump(); return [a.v, a.x, a.y1, A.has(a), A.has({}), A.count, A.s, Object.keys(a)] }',
  ],
  [
    'class Stack extends Array { peek() { return this[this.length - 1] } } function f() { const s = new Stack(); s.push(1, 2); return [s.peek(), s.length, Array.isArray(s), s instanceof Stack] }',
  ],
  [
    'class E extends Error { constructor(m, c) { super(m, { cause: c }); this.name = "E"; this.code = 3 } } function f() { try { throw new E("x", 7) } catch (e) { return [e.name, e.message, e.code, e.cause, e instanceof E, e instanceof Error, String(e), Object.prototype.toString.call(e)] } }',
  ],
  [
    'function f() { const out = []; for (const E of [Error, TypeError, RangeError, SyntaxError]) { const e = new E("m"); out.push(e.name, e.message, String(e), e instanceof Error, E("n").message) } return out }',
  ],
  [
    'class A { constructor() { this.t = new.target.name } } class B extends A {} function g() { return new.target === undefined } function f() { return [new B().t, g(), new A().t] }',
  ],
  [
    'class A { constructor() { this.a = 1; return { b: 2 } } } class B extends A { c = 3 } function f() { return new B() }',
  ],
  [
    'class A { constructor() { this.init() } init() { this.v = 1 } } class B extends A { w = 2; init() { this.v = 9; this.seen = this.w } } function f() { return { ...new B() } }',
  ],
  ['class A {} class B extends A { constructor() { } } function f() { try { new B() } catch (e) { return e.name } }'],
  ['class A {} function f() { try { A() } catch (e) { return [e.name, e.message] } }'],
  [
    'class A { static create() { return new A() } m = () => this.k; k = 4 } function f() { const { m } = A.create(); return m() }',
  ],
  [
    'function Dog(name) { this.name = name } Dog.prototype.bark = function () { return this.name + "!" }; function f() { const d = new Dog("Rex"); return [d.bark(), d instanceof Dog, d.constructor === Dog, Object.keys(d), "bark" in d, d.hasOwnProperty("bark")] }',
  ],
  [
    'function A() {} A.prototype.x = 1; function B() { A.call(this) } B.prototype = Object.create(A.prototype); B.prototype.constructor = B; function f() { const b = new B(); return [b.x, b instanceof A, b.constructor.name] }',
  ],
  [
    'function f() { const it = { from: 1, to: 4, [Symbol.iterator]() { let c = this.from, t = this.to; return { next: () => (c <= t ? { done: false, value: c++ } : { done: true, value: undefined }) } } }; return [[...it], Math.max(...it), Array.from(it, (x) => x * 2), new Set(it).size] }',
  ],
  [
    'function f() { const log = []; const it = { [Symbol.iterator]() { return { next: () => ({ done: false, value: 1 }), return() { log.push("closed"); return {} } } } }; for (const x of it) break; const [a] = it; try { for (const x of it) throw 1 } catch {} return log }',
  ],
  [
    'function f() { const o = { valueOf: () => 42, toString: () => "str" }; return [o + 1, `${o}`, o * 2, o + "", [o] + "", o > 41, String(o), Number(o)] }',
  ],
  [
    'function f() { const o = { [Symbol.toPrimitive]: (hint) => (hint === "number" ? 1 : hint) }; return [+o, `${o}`, o + "", o * 3] }',
  ],
  [
    'function f() { const curry = (fn) => function c(...a) { return a.length >= fn.length ? fn(...a) : (...b) => c(...a, ...b) }; return curry((a, b, c) => a + b + c)(1)(2)(3) }',
  ],
  [
    'function f() { const memo = (fn) => { const cache = {}; return function (n) { return n in cache ? cache[n] : (cache[n] = fn.call(this, n)) } }; const fib = memo((n) => (n < 2 ? n : fib(n - 1) + fib(n - 2))); return fib(50) }',
  ],
  [
    'const compose = (...fns) => (x) => fns.reduceRight((v, g) => g(v), x); function f(x) { return compose((a) => a + 1, (a) => a * 2)(x) }',
    5,
  ],
  [
    'function f() { function add(a, b) { return this.k + a + b } const bound = add.bind({ k: 10 }, 1); return [bound(2), add.call({ k: 1 }, 2, 3), add.apply({ k: 1 }, [2, 3]), bound.length, bound.name] }',
  ],
  [
    'const counter = (() => { let n = 0; return { inc: () => ++n, get value() { return n } } })(); function f() { counter.inc(); counter.inc(); return counter.value }',
  ],
  [
    'function f() { let s = ""; for (const k in { a: 1, b: 2, 1: 3 }) s += k; for (const i in [5, 6]) s += i; for (const c in "xy") s += c; return s }',
  ],
  [
    'function f() { const o = Object.create({ inherited: 1 }); o.own = 2; const ks = []; for (const k in o) ks.push(k); return [ks, Object.keys(o)] }',
  ],
  ['function f() { x = 5; return [x, globalThis.x, typeof x, delete globalThis.x, typeof x] }'],
  ['"use strict"; function f() { try { y = 5 } catch (e) { return e.name } }'],
  [
    '"use strict"; function f() { const o = Object.freeze({ a: [1] }); try { o.a = 2 } catch (e) { o.a.push(2); return [e.name, o.a, Object.isFrozen(o)] } }',
  ],
  ['function f() { const o = Object.freeze({ a: 1 }); o.a = 2; o.b = 3; delete o.a; return o }'],
  ['function f() { if (true) { function g() { return 1 } } return g() }'],
  ['function f() { { function g() { return 1 } { function g() { return 2 } } return g() } }'],
  ['var f = function () { return k() }; function k() { return typeof f }'],
  ['function f(n) { return n < 2 ? n : f(n - 1) + f(n - 2) }', 15],
  ['function f(n) { return n === 0 ? 0 : 1 + f(n - 1) }', 5000],
  [
    'const isEven = (n) => (n === 0 ? true : isOdd(n - 1)), isOdd = (n) => (n === 0 ? false : isEven(n - 1)); function f() { return isEven(1001) }',
  ],
  ['function f() { let a = 1; { a = 2; let b = a; { let a = b + 1; b = a } a = b } return a }'],
  ['function f(a) { a = a || 3; arguments.length; var a; return a }', 0],
  ['function f(a) { var a = a + 1; function b() { return a } a++; return b() }', 1],
  ['function f(a, b = () => a) { a = 5; return b() }', 1],
  ['function f() { return ((a, b) => a + b).length + (function (a, b = 1, c) {}).length + ((...x) => x).length }'],
  ['function f() { var r = []; for (var i = 0, j = 10; i < j; i += 3, j--) r.push([i, j]); return r }'],
  ['function f() { let i = 0; do i++; while (i < 5); while (i-- > 2); return i }'],
  ['function f() { const a = [1, 2, 3]; for (const x of a) if (a.length < 6) a.push(x * 10); return a }'],
  [
    'function f() { const s = new Set([1]); for (const x of s) if (x < 5) s.add(x + 1); const m = new Map([[1, 1]]); for (const [k] of m) if (k < 3) m.set(k + 1, k); return [s, m] }',
  ],
  ['function f() { return [1, , 3].length + [, ].length + [1, 2, ].length }'],
  [
    'function f() { const a = []; a[3] = 1; return [a.length, 0 in a, 3 in a, a.indexOf(undefined), a.findIndex((x) => x === undefined), JSON.stringify(a), a.map(() => 1).length, Object.keys(a)] }',
  ],
  [
    'function f() { const a = [1, 2, 3]; a.length = 1; a[5] = 2; a.foo = "x"; return [a.length, a.foo, Object.keys(a), a["0"], a[-1], a["length"]] }',
  ],
  [
    'function f() { const o = {}; o[1] = "a"; o["1"] = "b"; o[1.5] = "c"; o[[1, 2]] = "d"; o[{}] = "e"; o[null] = "f"; return o }',
  ],
  [
    'function f() { const s = Symbol("d"); const o = { [s]: 1, a: 2 }; return [o[s], Object.keys(o), s.toString(), s.description, Object.getOwnPropertySymbols(o).length, Symbol.for("x") === Symbol.for("x"), JSON.stringify(o)] }',
  ],
  ['function f() { return [0.1 + 0.2, 1e21, 1e-7, 123456789012345680000, 0xff, 0b11, 0o17, 1_000, .5, 5., 1e3] }'],
  [
    'function f() { return [10n ** 20n, 7n / 2n, -7n % 3n, 5n << 3n, -5n >> 1n, 6n & 3n, 1n < 2, 2n == 2, typeof 1n, BigInt("123"), BigInt(10) + 1n, (255n).toString(16), -(3n), Number(5n)] }',
  ],
  ['function f() { try { return 1n + 1 } catch (e) { return e.name } }'],
  ['function f() { return [undefined ?? null, (null || undefined) ?? "z", typeof (() => {})()] }'],
  [
    'function f() { return [[] instanceof Array, [] instanceof Object, (() => {}) instanceof Function, Object.create(null) instanceof Object, 5 instanceof Number, new Number(5) instanceof Number] }',
  ],
  ['function f() { return ["a" in { a: 1 }, 1 in [5, 6], "length" in [], "x" in Object.create({ x: 1 })] }'],
  [
    'function f() { var o = { a: 1, b: 2 }; return [delete o.a, o, delete o.zzz, delete o["b"], Object.keys(o).length] }',
  ],
  ['exports.f = function (n) { return n + 1 }; const f = exports.f', 4],
  ['module.exports = { f: (n) => n + 2 }', 4],
  [
    'function f() { if (typeof window !== "undefined") return "browser"; if (typeof module !== "undefined" && module.exports) return "node"; return "other" }',
  ],
  ['function f() { label: { if (true) break label; return 1 } return 2 }'],
  ['let state = []; function f() { state.push(state.length); return state }'],
  ['const f = function fact(n) { return n <= 1n ? 1n : n * fact(n - 1n) }.bind(null, 25n)'],
  ['function f() { const g = ({ a }, [b], ...[c, d]) => [a, b, c, d]; return g({ a: 1 }, [2], 3, 4) }'],
  ['function f() { const obj = { f() { return () => this.v }, v: 3 }; return obj.f()() }'],
  [
    'function f() { const o = { get [`a${1}`]() { return 1 }, set b(x) {} }; return [Object.getOwnPropertyDescriptor(o, "a1").get !== undefined, o.b, o] }',
  ],
  ['function f() { var a = 1, b = (a = 2, a + 1); return [a, b] }'],
  ['function f() { return !function () { return false }() }'],
  ['function f() { try { eval2() } catch { return "no binding" } }'],
  [
    'class Node2 { constructor(v, next = null) { this.v = v; this.next = next } *[Symbol.iterator]() { } } class L { constructor() { this.head = null; this.size = 0 } add(v) { const n = new Node2(v); if (!this.head) this.head = n; else { let c = this.head; while (c.next) c = c.next; c.next = n } this.size++; return this } reverse() { let p = null, c = this.head; while (c) [c.next, p, c] = [p, c, c.next]; this.head = p; return this } toArray() { const r = []; for (let c = this.head; c; c = c.next) r.push(c.v); return r } } function f() { return new L().add(1).add(2).add(3).reverse().toArray() }',
  ],
  [
    'class T { insert(v) { if (this.v === undefined) this.v = v; else (v < this.v ? (this.l ??= new T()) : (this.r ??= new T())).insert(v); return this } walk(visit) { this.l?.walk(visit); visit(this.v); this.r?.walk(visit) } } function f(xs) { const t = new T(); xs.forEach((x) => t.insert(x)); const o = []; t.walk((v) => o.push(v)); return o }',
    [5, 2, 8, 1, 9, 3],
  ],
]
