/** Programs of 16 KB or less that try to use up time, memory or stack: in the parser, in the rules, in the tests. */

export type HostileProgram = { readonly name: string; readonly source: string }

const mostBytes = 16 * 1024
/** A little under what the parser takes. */
const mostTokens = 7_800

const countTokens = (text: string) => text.match(/[\w$]+|=>|[|&=?+]{2,3}|\S/g)?.length ?? 0

/** A piece again and again, as often as the parser takes it; `@` is the number of the turn. */
function fill(piece: string, before = '', after = ''): string {
  const turns = Math.floor(mostTokens / countTokens(piece))
  let text = before
  for (let turn = 0; turn < turns; turn++) {
    const next = piece.replaceAll('@', `_${turn.toString(36)}`)
    if (text.length + next.length + after.length > mostBytes) break
    text += next
  }
  return text + after
}

const nest = (open: string, inner: string, close: string, depth: number) =>
  open.repeat(depth) + inner + close.repeat(depth)

const inEntry = (body: string) => `function f(n) { ${body} }`

const toRead: Record<string, string> = {
  'many names': fill('let a@;'),
  'many var': fill('var a@;'),
  'many imports': fill('a@,', 'import {', 'z} from "m";function f(){}'),
  'many exports': fill('export let a@;'),
  'many functions': fill('function f@(a,b){}', '', inEntry('')),
  'many classes': fill('class A@{#x=1;m(){return this.#x}}', '', inEntry('')),
  'many private names': fill('#p@;', 'class A{', '}'),
  'many parameters': fill('a@,', 'function f(', 'z){}'),
  'long sum': fill('+a', inEntry('let a=1').replace('}', ';return a'), '}'),
  'long text': fill('x', 'const f=()=>"', '"'),
  'long template': fill(`\${a}`, 'const a=1,f=()=>`', '`'),
  'long chain of calls': fill('.a(1)', 'const f=()=>f', ''),
  'long else-if': fill('if(n=="@")return 1;else ', 'function f(n){', ';}'),
  'long guards': fill('if(n)return n;', 'function f(n){', '}'),
  'long ternary': fill('n?1:', 'const f=n=>', '0'),
  'long switch': fill('case "@":n++;', 'function f(n){switch(n){', '}}'),
  'nested calls': inEntry(nest('f(', '', ')', 98)),
  'nested blocks': inEntry(nest('{', '', '}', 97)),
  'nested arrows': `const f=${'a=>'.repeat(190)}1`,
  'nested functions': nest('function f(a){', '', '}', 99),
  'nested ifs': inEntry(nest('if(n){n++;', '', '}', 90)),
  'nested loops': inEntry(nest('for(;;){', '', '}', 90)),
  'nested arrays': `const f=()=>${nest('[', '', ']', 95)}`,
  'nested patterns': `function f(${nest('[', 'a', ']', 95)}){}`,
  'unclosed brackets': '('.repeat(mostBytes),
  'a class of letters': fill('/\\p{L}\\p{L}\\p{L}\\p{L}/u;', '', inEntry('')),
  'many accumulators': fill('let a@=0;a@+=n;', 'function f(n){', 'return n}'),
  'one accumulator': fill('a+=n;', 'function f(n){let a=0;', 'return a}'),
  'names for names': fill('const a@1=a@||a@,a@2=a@1+a@1;', 'const f=()=>1;'),
  'methods by one name': fill('class A@{m(){return this.m()}}', '', inEntry('new A0().m()')),
  'callbacks in callbacks': inEntry(`return [1]${nest('.map(x=>[x]', '', ')', 90)}`),
  'broken in the middle': fill('let a@=1;', '', '} {'),
}

const toRun: Record<string, string> = {
  'endless loop': inEntry('while(true);'),
  'endless catch': inEntry('for(;;){try{for(;;);}catch{}}'),
  'endless recursion': inEntry('return f(n)+1'),
  'recursion in sort': inEntry('return [2,1].sort(()=>f(n))'),
  'recursion of objects': inEntry('const o={get x(){return this.x}};return o.x'),
  'deep list to text': inEntry('let a=[];for(let i=0;i<200000;i++)a=[a];return JSON.stringify(a)'),
  'list that doubles': inEntry('let a=[1];for(;;)a=a.concat(a)'),
  'list that grows': inEntry('const a=[];for(;;)a.push(a.length)'),
  'list while read': inEntry('const a=[1];for(const x of a)a.push(x,x)'),
  'list of lists': inEntry('const a=[];for(;;)a.push([a,a,a])'),
  'list of objects': inEntry('const a=[];for(;;)a.push({a,b:1,c:2})'),
  'list of texts': inEntry('const a=[];for(let i=0;;i++)a.push("x".repeat(900)+i)'),
  'list of functions': inEntry('const a=[];for(let i=0;;i++)a.push(()=>i)'),
  'list of made functions': inEntry('const make=(i,j)=>()=>i+j;const a=[];for(let i=0;;i++)a.push(make(i,i))'),
  'list of named functions': inEntry('const a=[];for(let i=0;;i++){const g=()=>i;g.x;a.push(g)}'),
  'list of bound functions': inEntry('const a=[];for(let i=0;;i++)a.push(f.bind(a,i,i))'),
  'list of dates': inEntry('const a=[];for(let i=0;;i++)a.push(new Date(i))'),
  'list of expressions': inEntry('const a=[];for(let i=0;;i++)a.push(new RegExp("(a|b)*"+i))'),
  'list of sets': inEntry('const a=[];for(let i=0;;i++)a.push(new Set([i]))'),
  'list of errors': inEntry('const a=[];for(let i=0;;i++)a.push(new Error("e"+i))'),
  'list with a hole': inEntry('const a=[];a[1e6]=1;for(;;)a.slice()'),
  'text that doubles': inEntry('let s="xx";for(;;)s+=s'),
  'text by characters': inEntry('let s="";for(;;)s+="x"'),
  'text in pieces': inEntry('const s="ab ".repeat(3e5);const a=[];for(;;)a.push(s.split(" "))'),
  'text reversed': inEntry('const s="ab".repeat(1e5);for(;;)[...s].reverse().join("")'),
  'text replaced': inEntry('let s="xx";for(;;)s=s.replace(/x/g,"xx")'),
  'text searched': inEntry('const s="a".repeat(5e5);for(;;)s.indexOf("b"+"a".repeat(999))'),
  'text from objects': inEntry('const o={};for(let i=0;i<2e4;i++)o["k"+i]=i;for(;;)JSON.stringify(o)'),
  'text repeated': inEntry('return "x".repeat(1e9)'),
  'map that grows': inEntry('const m=new Map();for(let i=0;;i++)m.set(i,i)'),
  'map by texts': inEntry('const m=new Map();for(let i=0;;i++)m.set("k"+i,i)'),
  'set while read': inEntry('const s=new Set([0]);for(const x of s)s.add(x+1)'),
  'object that grows': inEntry('const o={};for(let i=0;;i++)o["k"+i]=i'),
  'object by numbers': inEntry('const o={};for(let i=0;;i++)o[i*7]=i'),
  'object spread': inEntry('let o={};for(let i=0;;i++)o={...o,["k"+i]:i}'),
  'chain of prototypes': inEntry('let o={};for(;;)o=Object.create(o)'),
  'big numbers': inEntry('let x=3n;for(;;)x*=x'),
  'big numbers as text': inEntry('const x=3n**20000n;for(;;)String(x)'),
  'sort without end': inEntry('const a=Array.from({length:3e3},(_,i)=>i);for(;;)a.sort((x,y)=>y-x)'),
  'sort by default': inEntry('const a=Array.from({length:3e4},(_,i)=>"k"+i*7919);for(;;)a.sort()'),
  'expression on a text': inEntry('return /^(a+)+$/.test("a".repeat(40)+"b")'),
  'expression that looks ahead': inEntry('return /(?=(a+))a*b\\1/.test("a".repeat(5e4))'),
  'expression over much': inEntry('const s="ab".repeat(2e5);for(;;)s.match(/(a)(b)/g)'),
  'expression kept': inEntry('const s="ab".repeat(1e5);return [...s.matchAll(/(a)(b)/g)]'),
  copies: inEntry('let o={a:[1,2,{b:3}]};for(let i=0;;i++)o={a:structuredClone(o)}'),
  'many arguments': inEntry('const a=Array(9e3).fill(1);for(;;)Math.max(...a)'),
  'large arrays': inEntry('const a=[];for(;;)a.push(Array(5e4).fill(0))'),
  'arrays of arrays': inEntry('return Array.from({length:2e3},()=>Array.from({length:2e3},(_,i)=>i))'),
  flat: inEntry('let a=[1,2];for(;;)a=[a,a].flat()'),
  entries: inEntry('const a=Array(1e5).fill(0);for(;;)a.entries().toArray()'),
}

export const hostileToRead: HostileProgram[] = Object.entries(toRead).map(([name, source]) => ({ name, source }))
export const hostileToRun: HostileProgram[] = Object.entries(toRun).map(([name, source]) => ({ name, source }))
