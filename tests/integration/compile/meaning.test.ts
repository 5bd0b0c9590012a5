/**
 * Lowered functions mean what JavaScript says they mean, wherever Python does
 * not want it otherwise: every program here returns the same list natively and
 * as a cell.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asCell, native } from './compile.ts';

/** Each is a module that exports `main`; `tick()` stands for something to wait for. */
const PROGRAMS: Record<string, Record<string, string>> = {
  'names and lengths': {
    'of declarations': `
      async function plain(a, b) {}
      async function optional(a, b = 1, c) {}
      async function rest(a, ...b) {}
      async function pattern({ a }, [b], c = 2) {}
      async function* generator(a) {}
      export default async function () {}
      export async function main() {
        return [plain, optional, rest, pattern, generator, main].flatMap((f) => [f.name, f.length]);
      }`,
    'of expressions': `
      const arrow = async (a, b) => {}, anonymous = async function (a) {}, named = async function other(a, b, c) {};
      let later; later = async () => {};
      let missing; missing ??= async (a) => {};
      const { fallback = async (x) => {} } = {};
      const object = { method: async () => {}, async shorthand(a) {}, ["comp" + "uted"]: async () => {}, async ["m" + 1](a, b) {}, async "quoted name"() {}, async 42() {}, async [Symbol.iterator](a) {}, async [Symbol("s")]() {} };
      export async function main() {
        const all = [arrow, anonymous, named, later, missing, fallback, (() => async () => {})(), ...Object.values(object), object[Symbol.iterator], ...Object.getOwnPropertySymbols(object).map((s) => object[s])];
        return all.map((f) => [f.name, f.length]);
      }`,
    'of methods': `
      class C {
        async method(a, b = 1) {} static async shared(a) {} async *items() {} async ["x" + 1](a) {} static async [Symbol.iterator]() {}
        field = async (a) => {}; static other = async () => {}; async 7(a) {} async "two words"() {}
      }
      export async function main() {
        const c = new C(), p = C.prototype;
        return [p.method, C.shared, p.items, p.x1, C[Symbol.iterator], c.field, C.other, p[7], p["two words"]].map((f) => [f.name, f.length]);
      }`,
    'are configurable as those of other functions': `
      async function f() {}
      const g = async () => {};
      export async function main() { return [f, g].map((x) => Object.getOwnPropertyDescriptor(x, "name").writable); }`,
    'of classes': `
      class Self { static made = new Self(); async m() { return Self.made.constructor.name } }
      const Anonymous = class { async m() {} };
      export async function main() { return [Self.name, Anonymous.name, await new Self().m(), class { static async name() {} }.name.name]; }`,
  },
  parameters: {
    'defaults see the ones before and are evaluated once a call': `
      let count = 0;
      const next = () => ++count;
      async function f(a = next(), b = a + 1, { c = b * 2 } = {}) { await tick(); return [a, b, c]; }
      export async function main() { return [await f(), await f(10), await f(undefined, 5, { c: 1 }), count]; }`,
    'destructuring and rest': `
      async function f({ a, ...others }, [b, , c = 3] = [1], ...rest) { await tick(); return [a, others, b, c, rest]; }
      const g = async ({ a: { b } }, ...[x, y]) => [b, x, y];
      export async function main() { return [await f({ a: 1, z: 2 }, [4, 5, 6], 7, 8), await f({}), await g({ a: { b: 1 } }, 2, 3)]; }`,
    arguments: `
      async function f(a) { a = 9; await tick(); return [arguments.length, arguments[0], arguments[2], a]; }
      function outer() { return (async () => { await tick(); return [...arguments]; })(); }
      function nested() { return (async () => (() => [arguments.length, ({ arguments }).arguments[1]])())(); }
      const o = { async m() { return await (async () => arguments.length)(); } };
      export async function main() { return [await f(1, 2, 3), await outer(4, 5), await nested(6, 7), await o.m(1, 2, 3), await (async function () { return arguments[1] })(1, "x")]; }`,
    'a parameter named like the function': `
      async function f(f) { return f; }
      export async function main() { return await f(3); }`,
    'names that the lowering would use itself': `
      const $at = 1, $born = 2, $define = 3, $wrap = 4, f$1 = 5, $this = 6, $this1 = 7, $iterate = 8;
      async function f() { await tick(); return [$at, $born, $define, $wrap, f$1, $this, $this1, $iterate]; }
      class C { #m$1 = 9; async #m() { return this.#m$1; } async go() { return await (async () => [await this.#m(), $this])(); } }
      export async function main() { const out = []; for await (const x of items([1, 2])) out.push(x); return [await f(), await new C().go(), out]; }
      async function* items(xs) { for (const x of xs) yield x; }`,
  },
  'this, super and new.target': {
    'this in functions, methods and arrows': `
      async function f() { await tick(); return this?.x; }
      const o = { x: 1, async m() { await tick(); return [this.x, await (async () => this.x)(), (() => this.x)()]; }, a: async () => typeof this };
      export async function main() { return [await f(), await f.call({ x: 2 }), await f.bind({ x: 3 })(), await o.m(), await o.a(), await [f].at(0).apply({ x: 4 })]; }`,
    'arrows in arrows': `
      class C { x = 1; go() { return (async () => { await tick(); return await (() => async () => { this.x++; return this.x; })()(); })(); } }
      export async function main() { return await new C().go(); }`,
    'arrows in functions in arrows': `
      function F() { this.x = 1; this.run = async () => { const g = function () { return async () => this.y; }; return [this.x, await g.call({ y: 2 })()]; }; }
      export async function main() { return await new F().run(); }`,
    'super in methods': `
      class A { async m(x) { await tick(); return "A" + x; } static async s() { return "As"; } get p() { return this.q; } }
      class B extends A {
        q = 5;
        async m(x) { return "B" + await super.m(x) + await (async () => await super.m(x + 1))() + super.p; }
        static async s() { return "B" + await super.s(); }
        async through() { return await (() => super.m(3))(); }
      }
      export async function main() { const b = new B(); return [await b.m(1), await B.s(), await b.through()]; }`,
    'super in arrows: reading, writing, calling': `
      class A { get v() { return this._v ?? 0; } set v(x) { this._v = x; } add(...n) { return n.reduce((a, b) => a + b, this.v); } tag(s, x) { return s[0] + x + this.v; } }
      class B extends A {
        async go() {
          const out = await (async () => {
            super.v = 1; super.v += 2; super.v++; super.v ??= 9; ++super["v"];
            [super.v] = [super.v * 2];
            return [super.v, super.add(1, 2), super.add(...[3, 4]), super.missing?.(1), super.tag\`a\${1}\`, typeof super.add];
          })();
          return [...out, this._v];
        }
      }
      export async function main() { return await new B().go(); }`,
    'super in object methods': `
      const base = { async hi(x) { return "base " + x + this.who; }, n: 1 };
      const o = { __proto__: base, who: "o", async hi(x) { await tick(); return "o:" + await super.hi(x); }, async viaArrow(a, b = 2) { return await (async () => await super.hi(a + b))(); }, async set() { super.n = 5; return [this.n, Object.hasOwn(this, "n")]; } };
      export async function main() { return [await o.hi(1), await o.viaArrow(1), await o.set(), o.hi.name, o.viaArrow.length]; }`,
    'a method named __proto__': `
      const o = { async __proto__() { return 1; } };
      export async function main() { return [Object.hasOwn(o, "__proto__"), await o["__proto__"]()]; }`,
    'new.target': `
      function F() { this.get = async () => new.target === F; }
      function G() { return { get: async () => new.target }; }
      async function f() { return new.target; }
      export async function main() { return [await new F().get(), await G().get(), await f()]; }`,
    'arrows before super() in derived constructors': `
      class A { constructor(x) { this.x = x; } }
      class B extends A {
        constructor() {
          const later = async () => { await tick(); return this.x; };
          super(7);
          this.later = later;
          this.now = async () => this.x + 1;
        }
      }
      export async function main() { const b = new B(); return [await b.later(), await b.now()]; }`,
    'super() in an async arrow': `
      class A { constructor(x) { this.x = x; } }
      class B extends A { constructor() { let made; const make = async () => { made = super(3); }; super(2); this.again = make; } }
      export async function main() { const b = new B(); let error; try { await b.again(); } catch (e) { error = e.constructor.name; } return [b.x, error]; }`,
    'class fields and static blocks': `
      class A { base() { return "base"; } static sbase() { return "sbase"; } }
      class B extends A {
        x = 1;
        go = async () => [this.x, super.base()];
        static s = async () => [this.name, super.sbase()];
        static t;
        static { this.t = async () => { await tick(); return this.name; }; }
      }
      export async function main() { return [await new B().go(), await B.s(), await B.t()]; }`,
    'this in parameter defaults and computed keys': `
      class C { k = "key"; m() { return { [this.k]: async (a = this.k) => a }; } }
      export async function main() { return [await new C().m().key(), await new C().m().key(1)]; }`,
  },
  classes: {
    'a static method that is called name, which only the program knows': `
      const C = class { static async [(0, "name")]() { return "async"; } [(0, "f")] = async () => {}; };
      const D = class { static [(0, "name")]() { return "plain"; } [(0, "f")] = async () => {}; };
      const E = class { static get [(0, "name")]() { return "getter"; } [(0, "f")] = async () => {}; };
      const F = class { static [(0, "name")] = "field"; [(0, "f")] = async () => {}; };
      const G = class { static [(0, "other")]() {} [(0, "f")] = async () => {}; };
      export async function main() { return [await C.name(), D.name(), E.name, F.name, G.name, new G().f.name]; }`,
    'private methods': `
      class C {
        #n = 1;
        async #add(x, y = 2) { await tick(); return this.#n + x + y; }
        static async #shared() { return "shared"; }
        async *#items() { yield this.#n; yield this.#n + 1; }
        async go() { const out = []; for await (const x of this.#items()) out.push(x); return [await this.#add(1), await C.#shared(), out, #add in this]; }
        detached() { const f = this.#add; return f.call(this, 5); }
        same() { return this.#add === this.#add; }
        async assign() { try { this.#add = 1; } catch (e) { return e.constructor.name; } }
      }
      export async function main() { const c = new C(); return [await c.go(), await c.detached(), c.same(), await c.assign()]; }`,
    'private methods of each evaluation of a class': `
      const make = (n) => class { async #m() { return n; } go() { return this.#m(); } };
      export async function main() { const A = make(1), B = make(2); return [await new A().go(), await new B().go()]; }`,
    'property attributes': `
      class C { async m() {} static async s() {} }
      const flags = (o, k) => { const d = Object.getOwnPropertyDescriptor(o, k); return [d.writable, d.enumerable, d.configurable]; };
      const o = { async m() {} };
      export async function main() { return [flags(C.prototype, "m"), flags(C, "s"), flags(o, "m"), Object.keys(o)]; }`,
    'computed keys are evaluated once, in order': `
      const log = [];
      const key = (k) => { log.push(k); return k; };
      class C { async [key("a")]() { return 1; } static async [key("b")]() { return 2; } [key("c")] = async () => 3; get [key("d")]() { return 4; } }
      const o = { async [key("e")]() { return 5; }, [key("f")]: async () => 6, get [key("g")]() { return 7; } };
      export async function main() { const c = new C(); return [await c.a(), await C.b(), await c.c(), c.d, await o.e(), await o.f(), o.g, log, c.c.name, o.f.name]; }`,
    'the last of several members of one name': `
      class C { async m() { return 1; } async m() { return 2; } async n() {} n() { return 3; } static async s() {} static get s() { return 4; } }
      const o = { async m() { return 1; }, async m() { return 2; }, ...{ x: 1 } };
      export async function main() { const c = new C(); return [await c.m(), c.n(), C.s, await o.m()]; }`,
    'members of one name under computed keys': `
      const k = "m", s = Symbol("s");
      class Plain { async m() { return 1; } [k]() { return 2; } }
      class Async { m() { return 1; } async [k]() { return 2; } }
      class Both { async [k]() { return 1; } async ["m"]() { return 2; } async n() { return 3; } async [k]() { return 4; } }
      class Accessor { async m() {} get [k]() { return 5; } static async m() {} static set [k](v) {} }
      class Generators { async *m() {} *[k]() { yield 6; } async [s]() {} [s]() { return 7; } }
      class Statics { static async [k]() { return 8; } async m() { return 9; } static [k] = 10; }
      export async function main() {
        const both = new Both();
        return [new Plain().m(), await new Async().m(), await both.m(), both.m.name, new Accessor().m, Accessor.m, [...new Generators().m()], new Generators()[s](), Statics.m, await new Statics().m()];
      }`,
    'keys that every object has': `
      const names = ["toString", "constructor", "__proto__", "hasOwnProperty", "prototype"];
      class C { async toString() { return 1; } async ["constructor"]() { return 2; } async __proto__() { return 3; } static async constructor() { return 4; } static async toString() { return 5; } static async __proto__() { return 6; } static async length() { return 7; } async prototype() { return 8; } }
      class D { async [names[0]]() { return 1; } async [names[1]]() { return 2; } async [names[2]]() { return 3; } static async [names[3]]() { return 4; } }
      const o = { async toString() { return 1; }, async constructor() { return 2; }, async ["__proto__"]() { return 3; }, async hasOwnProperty() { return 4; } };
      export async function main() {
        const c = new C(), d = new D(), p = "__proto__";
        return [await c.toString(), await c.constructor(), await c[p](), await C.constructor(), await C.toString(), await C[p](), await C.length(), await c.prototype(),
          await d.toString(), await d.constructor(), await d[p](), await D.hasOwnProperty(),
          await o.toString(), await o.constructor(), await o[p](), await o.hasOwnProperty()];
      }`,
    'keys that are converted': `
      let count = 0;
      const key = { toString() { return "k" + ++count; } };
      class C { async [key]() { return 1; } static async [key]() { return 2; } [key] = async () => 3; async m() {} [key]() { return 4; } }
      const o = { async [key]() { return 5; }, [key]: async () => 6 };
      export async function main() {
        const c = new C();
        return [await c.k1(), c.k1.name, await C.k2(), C.k2.name, await c.k3(), c.k3.name, c.k4(), await o.k5(), await o.k6(), o.k6.name, count];
      }`,
    'fields under computed keys, of each evaluation of a class': `
      const make = (k) => class { [k] = async () => 1; static [k] = async () => 2; };
      const named = (k, C = class Named { [k] = async () => 3; }) => C;
      export async function main() {
        const out = [];
        const classes = [make("a"), make("b"), named("c"), named("d")];
        for (const k of ["e", "f"]) classes.push(class { [k] = async () => 4; });
        while (classes.length < 8) classes.push(class extends (await tick(Object)) { [await tick("g" + classes.length)] = async () => 5; });
        for (const C of classes) { const [f] = Object.values(new C()); out.push(f.name, await f(), C.name); }
        return [...out, classes[0].a.name, classes[1].b.name];
      }`,
    'expressions, inheritance and await in the heritage': `
      const mixin = (Base) => class extends Base { async m() { return "mixed " + await super.m(); } };
      export async function main() {
        class A { async m() { return "A"; } }
        class B extends (await tick(), mixin(A)) { async [await tick("late")]() { return await super.m(); } }
        return [await new B().m(), await new B().late()];
      }`,
    'asynchronous disposal': `
      const log = [];
      class R { constructor(n) { this.n = n; } async [Symbol.asyncDispose]() { await tick(); log.push("closed " + this.n); } [Symbol.dispose]() { log.push("disposed " + this.n); } }
      export async function main() {
        { await using a = new R(1), b = new R(2); using c = new R(3); log.push("body"); }
        for (await using y of [new R(5), new R(6)]) { if (y.n === 5) continue; log.push("break"); break; }
        const f = async () => { await using z = new R(7); return (log.push("return"), "value"); };
        log.push(await f());
        try { await using q = new R(8); throw new Error("inside"); } catch (e) { log.push(e.message); }
        await using none = null;
        try { await using bad = {}; } catch (e) { log.push(e.constructor.name); }
        return log;
      }`,
    'errors of a disposal': `
      const failing = (name) => ({ async [Symbol.asyncDispose]() { throw new Error(name); } });
      export async function main() {
        const out = [];
        try { await using a = failing("a"); throw new Error("body"); } catch (e) { out.push(e.name, e.error.message, e.suppressed.message); }
        try { await using a = failing("only"); } catch (e) { out.push(e.name, e.message); }
        try { await using a = failing("a"), b = failing("b"); } catch (e) { out.push(e instanceof SuppressedError, e.constructor === SuppressedError, e.message); }
        return out;
      }`,
    'functions below a using declaration': `
      export async function main() {
        await using none = undefined;
        const x = await helper();
        return [x];
        async function helper() { return 1; }
      }`,
  },
  statements: {
    'labels in for await': `
      export async function main() {
        const out = [];
        outer: for await (const x of items(3)) {
          inner: for await (const y of items(3)) {
            if (y === 1) continue outer;
            if (x === 2) break outer;
            if (y === 0) { out.push([x, y]); continue inner; }
          }
        }
        a: b: for (const x of [1, 2, 3]) { for await (const y of items(2)) { if (x === 2) continue b; if (x === 3) break a; out.push(x * 10 + y); } }
        return out;
      }
      async function* items(n) { for (let i = 0; i < n; i++) yield i; }`,
    'targets of for await': `
      async function* pairs() { yield [1, { b: 2 }]; yield [3, {}]; }
      export async function main() {
        const out = []; const o = {}; let p, q;
        for await (const [a, { b = await tick("default") }] of pairs()) out.push(a, b);
        for await (let [a] of pairs()) { a++; out.push(a); }
        for await (var v of pairs()) out.push(v[0]);
        for await (o.x of pairs()) out.push(o.x[0]);
        for await ([p, { b: q = "none" }] of pairs()) out.push(p, q);
        for await ({ length: o["len"] } of pairs()) out.push(o.len);
        for await (const x of pairs()) { const x = "shadow"; out.push(x); }
        return [out, v[0]];
      }`,
    'a binding for each turn of a loop': `
      async function* items() { yield 1; yield 2; yield 3; }
      export async function main() {
        const later = [];
        for await (const x of items()) later.push(async () => x);
        for (let i = 0; i < 3; i++) { await tick(); later.push(async () => i); }
        const out = []; for (const f of later) out.push(await f());
        return out;
      }`,
    'for await over plain iterables and promises': `
      export async function main() {
        const out = [];
        for await (const x of [1, tick(2), 3]) out.push(x);
        for await (const x of new Set([4])) out.push(x);
        for await (const c of "ab") out.push(c);
        return out;
      }`,
    'leaving for await closes a foreign iterator, once': `
      const log = [];
      const foreign = (fail) => ({ [Symbol.asyncIterator]() { let n = 0; return { async next() { if (n === fail) throw new Error("next"); return { value: n, done: n++ === 3 }; }, async return() { log.push("return"); return {}; } }; } });
      export async function main() {
        for await (const x of foreign()) if (x === 1) break;
        for await (const x of foreign()) log.push(x);
        try { for await (const x of foreign()) throw new Error("body"); } catch (e) { log.push(e.message); }
        try { for await (const x of foreign(1)) log.push(x); } catch (e) { log.push(e.message); }
        const f = async () => { for await (const x of foreign()) return x; };
        log.push(await f());
        a: for (const i of [1, 2]) for await (const x of foreign()) continue a;
        return log;
      }`,
    'an iterator whose next() gives no promise, and one that gives no object': `
      const plain = { n: 0, [Symbol.asyncIterator]() { return this; }, next() { return { value: this.n, done: this.n++ === 2 }; }, return() { this.closed = true; return {}; } };
      const broken = { [Symbol.asyncIterator]: () => ({ next: () => 1 }) };
      export async function main() {
        const out = [];
        for await (const x of plain) out.push(x);
        plain.n = 0; for await (const x of plain) break;
        try { for await (const x of broken) out.push(x); } catch (e) { out.push(e.constructor.name); }
        return [out, plain.closed];
      }`,
    'a rejected item of a plain iterable closes its iterator': `
      const log = [];
      const items = { [Symbol.iterator]() { return { next: () => ({ value: Promise.reject(new Error("item")), done: false }), return() { log.push("closed"); return {}; } }; } };
      export async function main() { try { for await (const x of items) log.push(x); } catch (e) { log.push(e.message); } return log; }`,
    'an async function is not iterated over': `
      const f = async () => [1];
      export async function main() { try { for await (const x of f()) return x; } catch (e) { return e.constructor.name; } }`,
    'return, throw and finally': `
      const log = [];
      async function f() { try { return await tick("value"); } finally { await tick(); log.push("finally"); } }
      async function g() { try { throw new Error("lost"); } finally { return "finally wins"; } }
      async function h() { for (;;) { try { await tick(); continue; } finally { break; } } return "out"; }
      async function k() { try { try { throw new Error("first"); } finally { await tick(); throw new Error("second"); } } catch (e) { return e.message; } }
      export async function main() { return [await f(), await g(), await h(), await k(), log]; }`,
    'switch with declarations': `
      async function f(x) { switch (x) { case 1: async function inner() { await tick(); return "one"; } return await inner(); case await tick(2): return [await inner(), inner.name]; default: { async function inner() { return "other"; } return await inner(); } } }
      export async function main() { return [await f(1), await f(2), await f(3)]; }`,
    'hoisting, also in blocks': `
      export async function main() {
        const out = [await later(), typeof inner];
        { out.push(await inner()); async function inner() { return "inner"; } }
        async function twice() { return 1; }
        out.push(await twice());
        return out;
        async function later() { return "later"; }
        async function twice() { return 2; }
      }`,
    'functions that are replaced': `
      async function f() { return 1; }
      export async function main() { const old = f; f = async () => 2; return [await old(), await f()]; }`,
    'if, else and do without braces': `
      export async function main() { let n = 0; if (await tick(true)) for await (const x of [1, 2]) n += x; else await tick(); do n += await tick(1); while (n < 6); return n; }`,
    'a directive': `
      async function f() { "use strict"; await tick(); return this; }
      export async function main() { return await f(); }`,
  },
  'parentheses, in what is moved': {
    'a sequence that is thrown': `
      const log = [];
      export async function main() { try { throw (log.push("first"), new Error("second")); } catch (e) { return [log, e.message]; } }`,
    'a sequence that is iterated over': `
      const seen = (x) => x;
      export async function main() {
        const out = [];
        for await (const x of ([1], [2])) out.push(x);
        for (await using x of (seen([1]), [null, null])) out.push(x);
        return out;
      }`,
    'a sequence as a resource': `
      const log = [];
      const r = (n) => ({ async [Symbol.asyncDispose]() { log.push(n); }, [Symbol.dispose]() { log.push(-n); } });
      export async function main() { { await using x = (r(1), r(2)); using y = (r(3), r(4)); } return log; }`,
    'a sequence as a computed key': `
      class C { async [(0, "m")]() { return 1; } static async *[(0, "g")]() { yield 2; } [(0, "field")] = async () => 3; async [(0, "a", "b")]() { return 4; } }
      const o = { async [(0, "m")]() { return 5; }, [(0, "n")]: async () => 6 };
      export async function main() {
        const out = []; for await (const x of C.g()) out.push(x);
        const c = new C();
        return [await c.m(), out, await c.field(), await c.b(), c.m.name, c.field.name, c.b.name, await o.m(), await o.n(), o.n.name];
      }`,
    'a sequence among the arguments of super': `
      class A { constructor(...all) { this.all = all; } m(...all) { return all; } tag(_, ...all) { return all; } }
      class B extends A {
        constructor() { super((1, 2), 3); this.again = async () => { try { super((4, 5)); } catch (e) { return e.constructor.name; } }; }
        go = async () => [super.m((1, 2), 3), super.m?.((4, 5)), super[(0, "m")](6), super.tag\`\${(7, 8)}\`];
      }
      export async function main() { const b = new B(); return [b.all, await b.go(), await b.again()]; }`,
    'a sequence in a default, a template, an arrow, a target and a case': `
      export async function main() {
        const f = async (a = (1, 2), { [(0, "k")]: b = (3, 4) } = {}) => (a, [a, b]);
        const o = {}; for await (o[(0, "x")] of [5]); for await ([o.y = (6, 7)] of [[]]);
        switch (1) { case (2, 1): o.z = (await tick(8), 9); }
        return [await f(), o, \`\${(1, 2)}\`];
      }`,
    'an async function that new would call': `
      const made = [];
      export async function main() {
        for (const make of [
          () => new async function () {}(),
          () => new async function f() { return f; }(),
          () => new async function () {}.constructor(),
          () => new (async () => {})(),
        ]) try { made.push(typeof make()); } catch (e) { made.push(e.constructor.name); }
        class A { constructor() { this.Made = Date; } }
        class B extends A { constructor() { super(); this.go = async () => new this.Made(5).getTime(); } }
        return [made, await new B().go()];
      }`,
    'comments and missing semicolons where the pieces meet': `
      const f = async /* ( */ (a /* , */, b = /* ) */ (1, 2) // :
      ) /* { */ =>
        (a, /* } */ await /* ( */ tick(b));
      class C { static /* * */ async /* [ */ *g() { yield /* * */ (1, 2); yield * /* ; */ [3] } }
      export async function main() {
        const out = []
        for /* ; */ await /* ( */ (const x /* of */ of /* ) */ C.g()) out.push(x)
        switch /* : */ (1) { case /* : */ 1 /* : */: out.push(await f(0)) }
        return /* ; */ out
      }`,
  },
  scope: {
    'a resource of the head of a for lives until the loop is left': `
      const log = [];
      const r = (n) => ({ [Symbol.dispose]() { log.push("disposed " + n); }, async [Symbol.asyncDispose]() { log.push("closed " + n); } });
      export async function main() {
        await using outer = r("outer");
        for (using x = r("x"); ; ) break;
        log.push("after x");
        a: for (using y = r("y"), z = r("z"); ; ) { for (;;) { log.push("in"); break a; } }
        log.push("after y");
        plain();
        return log;
      }
      function plain() { for (using x = r("plain"); ; ) break; log.push("after plain"); }`,
    'a resource in each turn of a loop': `
      const log = [];
      const r = (n) => ({ [Symbol.dispose]() { log.push("disposed " + n); } });
      export async function main() {
        for (using x of [r(1), r(2)]) log.push("turn");
        for await (using x of [r(3)]) log.push("turn");
        { using x = r(4), y = r(5); log.push("block"); }
        return log;
      }`,
    'what is iterated over sees the variables of the loop, which do not exist yet': `
      const x = [1], later = [];
      export async function main() {
        const out = [];
        try { for await (const x of (later.push(() => x), x)) out.push(x); } catch (e) { out.push(e.constructor.name); }
        for await (const y of x) out.push(y);
        return out;
      }`,
    'functions declared in a switch, whichever case is entered': `
      async function f(x) {
        switch (x) { case await one(): return one.name; case 2: return [await two(), two.length]; default: return await one();
          async function one() { return 1; } async function two(a, b) { return await one() + 1; } }
      }
      async function g() { switch (1) { default: return await h(); async function h() { return "only default"; } } }
      async function k(h) { switch (h) { case 1: async function h() { return 2; } return await h(); } }
      export async function main() { return [await f(1), await f(2), await f(3), await g(), await k(1)]; }`,
    'the name of a function or class that is a resource': `
      const log = [];
      export async function main() {
        for (const C of [Function.prototype]) { C[Symbol.dispose] = function () { log.push("disposed " + this.name); }; C[Symbol.asyncDispose] = async function () { log.push("closed " + this.name); }; }
        try {
          { await using f = () => {}, g = function () {}, h = async () => {}, K = class {}; using s = (() => {}); log.push(f.name, g.name, h.name, K.name, s.name); }
          return log;
        } finally { delete Function.prototype[Symbol.dispose]; delete Function.prototype[Symbol.asyncDispose]; }
      }`,
    'arguments that a module does not have': `
      const f = async () => typeof arguments;
      const g = async () => { try { return arguments; } catch (e) { return e.constructor.name; } };
      const h = async () => { try { return { arguments }; } catch (e) { return e.constructor.name; } };
      export async function main() { return [await f(), await g(), await h(), await (async () => typeof arguments)()]; }`,
  },
  await: {
    'binds as tightly as ever': `
      const five = async () => 5, o = async () => ({ v: { w: 3 }, f: (x) => x + 1 });
      export async function main() {
        return [await five() + await five(), -await five(), !(await five()), await five() ? 1 : 2, (await o()).v.w, (await o())?.v?.["w"], (await o()).f(await five()), \`\${await five()}-\${1 + await five()}\`, [...await tick([1, 2]), await five()], { ...(await o()).v, [await tick("k")]: await five() }, typeof await five(), (await five(), await tick(6)), 2 ** await five(), await five() ?? 1, await (await (async () => five)())(), await five() in { 5: 1 }, new (await tick(Array))(3).length];
      }`,
    'in destructuring defaults and assignment': `
      export async function main() {
        const { a = await tick(1), b: [c = await tick(2)] = [] } = {};
        let x, y = 1; [x = await tick(3)] = []; y += await tick(4); const o = { n: null }; o.n ??= await tick(5); o[await tick("k")] = await tick(6);
        return [a, c, x, y, o];
      }`,
    'await await, sequences and conditions': `
      const f = async () => async () => 1;
      export async function main() { return [await (await (async () => await f())())(), await (tick(), tick(2)), await tick(0) || await tick(3), await tick(1) && await tick(4), (await tick(true)) ? await tick(5) : await tick(6)]; }`,
    'an async arrow that returns an object or a sequence': `
      const f = async () => ({ a: await tick(1) }), g = async (x) => (x, await tick(2)), h = async x => x;
      export async function main() { return [await f(), await g(1), await h(3), await (async () => {})(), await (async () => await tick(4))()]; }`,
    'an exception comes out where it is awaited': `
      async function bad() { await tick(); throw new RangeError("bad"); }
      export async function main() { const out = []; try { await bad(); } catch (e) { out.push(e instanceof RangeError, e.message); } finally { out.push("finally"); } return out; }`,
    depth: `
      async function down(n) { return n === 0 ? 0 : 1 + await down(n - 1); }
      export async function main() { return await down(5000); }`,
    'recursion by name, in expressions too': `
      const f = async function fact(n) { return n < 2 ? 1 : n * await fact(n - 1); };
      const g = async function me() { try { me = 1; } catch (e) { return [e.constructor.name, me.name]; } };
      export async function main() { return [await f(5), await g()]; }`,
  },
  'async generators': {
    'values, delegation, return': `
      async function* inner() { yield 1; yield await tick(2); }
      async function* outer() { yield 0; yield* inner(); yield* [3, 4]; yield; }
      export async function main() { const out = []; for await (const x of outer()) out.push(x); return out; }`,
    'what they return, sent and thrown values, also through delegation': `
      const log = [];
      async function* inner() {
        for (;;) {
          try { const got = yield "item"; log.push("got " + got); if (got === "enough") return 42; }
          catch (e) { log.push("caught " + e.message); yield "after"; }
        }
      }
      async function* outer() { const value = yield* inner(); log.push("value " + value); return [value]; }
      async function* plain() { return yield* [1, 2]; }
      export async function main() {
        const out = [];
        for (const make of [inner, outer]) {
          const g = make();
          out.push(await g.next(), await g.next("a"), await g.throw(new Error("x")), await g.next("b"), await g.next("enough"), await g.next());
        }
        const p = plain(), done = plain();
        out.push(await p.next(), await p.next(), await p.next(), await done.return("early"), await done.next());
        try { await done.throw(new Error("late")); } catch (e) { out.push(e.message); }
        try { await plain().throw(new Error("at once")); } catch (e) { out.push(e.message); }
        return [out, log];
      }`,
    'delegation to iterators of JavaScript': `
      const log = [];
      const foreign = (more) => ({ [Symbol.asyncIterator]() { let n = 0; return { next(v) { log.push(["next", v]); return { value: n, done: n++ === 3 }; }, ...more }; } });
      async function* g(it) { return yield* it; }
      export async function main() {
        const out = [];
        const a = g(foreign({ async throw(e) { log.push(["throw", e]); return { value: "t", done: false }; }, return(v) { log.push("return"); return { done: true, value: 1 }; } }));
        out.push(await a.next(), await a.next("x"), await a.throw("y"), await a.next(), await a.next(), await a.next());
        const b = g(foreign({ return() { log.push("return"); return { done: true }; } }));
        await b.next(); out.push((await b.return()).done);
        return [out, log];
      }`,
    'at the end of a block': `
      const log = [];
      async function* g() { try { yield 1; yield 2; } finally { await tick(); log.push("closed"); } }
      export async function main() { { await using it = g(); log.push(await it.next()); } log.push("after"); return log; }`,
    'methods and expressions': `
      const o = { n: 1, async *m() { yield this.n; yield super.toString === Object.prototype.toString; }, g: async function* () { yield arguments.length; } };
      class C { async *m(x = 2) { yield x; yield* this.more(); } async *more() { yield "more"; } static async *[Symbol.asyncIterator]() { yield "static"; } }
      export async function main() { const out = []; for await (const x of o.m()) out.push(x); for await (const x of o.g(1, 2)) out.push(x); for await (const x of new C().m()) out.push(x); for await (const x of C) out.push(x); return out; }`,
    'finally in a generator that ends by itself': `
      const log = [];
      async function* g() { try { yield 1; } finally { await tick(); log.push("finally"); } }
      export async function main() { for await (const x of g()) log.push(x); return log; }`,
    'plain generators stay plain': `
      function* g() { const x = yield 1; yield x; }
      export async function main() { const i = g(); return [i.next().value, i.next(5).value, [...g()].length, g.constructor.name]; }`,
  },
  TypeScript: {
    'types, enums, namespaces, parameter properties': `
      enum Colour { Red = 1, Green }
      namespace N { export const x: number = 3; export async function f(): Promise<number> { return x; } }
      abstract class Base { constructor(protected readonly v: number) {} abstract m(): Promise<number>; }
      class Derived extends Base { declare q: string; async m(this: Derived): Promise<number> { return this.v as number; } }
      async function over(a: string): Promise<string>; async function over(a: number): Promise<number>; async function over(a: any) { return a!; }
      export async function main(): Promise<unknown[]> { return [Colour.Green, await N.f(), await new Derived(4).m(), await over("x"), <const>[1], Colour[1]] satisfies unknown[]; }`,
    decorators: `
      const log: string[] = [];
      const seen = (_: unknown, { name }: { name: string }) => { log.push(name); };
      class C { @seen async m() { return 1; } @seen x = 2; }
      export async function main() { const c = new C(); return [await c.m(), c.x, log]; }`,
  },
  calling: {
    'async functions are no constructors': `
      async function f() {}
      const a = async () => {}, g = async function () {}, o = { async m() {} };
      class C { async m() {} }
      export async function main() { return [f, a, g, o.m, new C().m].map((x) => { try { new x(); return "made"; } catch (e) { return e.constructor === TypeError; } }); }`,
    'what a promise has': `
      const fine = async () => { await tick(); return 1; }, bad = async () => { await tick(); throw new Error("bad"); };
      export async function main() {
        const log = [];
        log.push(await bad().catch((e) => e.message), await fine().catch(() => 2), await fine().finally(() => { log.push("finally"); }));
        try { await bad().finally(() => { log.push("again"); }); } catch (e) { log.push(e.message); }
        log.push(await fine().then((x) => x + 1), await bad().then(null, (e) => e.message));
        return log;
      }`,
    'slashes and braces that acorn misreads by itself': `
      const text = \`\${typeof async function ({ a }, { b }) { return "}"; }} and \${1}\`;
      const half = async function () {} / 2;
      class C { async *m() { yield /\\}"/g.source; } static *n() { yield /'}/.source; } }
      const o = { yield: 8, async *m() { yield o?.yield / 2 / 2, yield o.yield / 2; } };
      export async function main() {
        const log = [text, half, ...C.n()];
        for await (const x of new C().m()) log.push(x);
        for await (const x of o.m()) log.push(x);
        return log;
      }`,
    'optional and tagged': `
      const o = { async m(s, ...v) { return [s?.raw?.[0], v]; } };
      export async function main() { return [await o.m?.(1), await o.m\`a\${1}b\`]; }`,
    immediately: `
      export async function main() { return [await (async () => 1)(), await (async function () { return 2; })(), await (async (x) => x)(3), await (async function f(n) { return n ? await f(n - 1) : "done"; }(2))]; }`,
  },
};

// Something to wait for, for both.
Object.defineProperty(globalThis, 'tick', { value: (value?: unknown) => Promise.resolve(value) });

for (const [group, programs] of Object.entries(PROGRAMS)) {
  describe(group, () => {
    for (const [name, source] of Object.entries(programs)) {
      it(name, async () => {
        assert.deepEqual(await asCell(source), await native(source));
      });
    }
  });
}

// esbuild 0.28 refuses these, so that it cannot strip their types for JavaScript.
describe('forms that are valid', () => {
  it('resources in the head of a for, and the name "of"', async () => {
    const source = `
      const log = [];
      const r = (n) => ({ async [Symbol.asyncDispose]() { await tick(); log.push("closed " + n); } });
      export async function main(): Promise<unknown> {
        for (await using x = r("x"); ; ) { log.push("body"); break; }
        log.push("after");
        a: for (await using y = r("y"), /* and */ z = r("z"); ; ) break a;
        for (await using of = null; ; ) break;
        for (using of = { [Symbol.dispose]() { log.push("of"); } }; ; ) break;
        for (await using of of [r("last")]) log.push(typeof of);
        for (const f of [async () => { for (await /* é */ using w = r("w"); ; ) return; }]) await f();
        return log;
      }`;
    const log = ['body', 'closed x', 'after', 'closed z', 'closed y', 'of', 'object', 'closed last', 'closed w'];
    assert.deepEqual(await asCell(source), log);
    assert.deepEqual(await asCell({ 'cell.ts': 'export * from "./a";', 'a.ts': source }), log);
  });

  it('in a program that awaits at its top', async () => {
    const source = `
      const log = [];
      const r = (n) => ({ [Symbol.asyncDispose]() { log.push("closed " + n); return Promise.resolve(); }, [Symbol.dispose]() { log.push("disposed " + n); } });
      for (await using x = r("x"); ; ) break;
      for (using y = r("y"); ; ) break;
      log.push("after");
      export async function main() { return log; }`;
    assert.deepEqual(await asCell(source), ['closed x', 'disposed y', 'after']);
  });
});
