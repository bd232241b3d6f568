// What Chevrotain asks of Lodash, in a few lines: the whole of it is a tenth of what a page loads of the compiler.

const pairs = (of) => (of == null ? [] : typeof of.length === "number" && typeof of !== "function" ? Array.from(of, (value, i) => [value, i]) : Object.keys(of).map((key) => [of[key], key]));
const taker = (by = identity) => (typeof by === "function" ? by : typeof by === "string" ? (value) => value?.[by] : (value) => Object.keys(by).every((key) => value?.[key] === by[key]));

export const identity = (value) => value;
export const noop = () => undefined;
export const isArray = Array.isArray;
export const isFunction = (value) => typeof value === "function";
export const isObject = (value) => value !== null && (typeof value === "object" || typeof value === "function");
export const isRegExp = (value) => value instanceof RegExp;
export const isString = (value) => typeof value === "string";
export const isUndefined = (value) => value === undefined;
export const isEmpty = (of) => (of instanceof Map || of instanceof Set ? of.size === 0 : pairs(of).length === 0);
export const has = (of, key) => of != null && Object.hasOwn(of, key);
export const keys = (of) => pairs(of).map(([, key]) => String(key));
export const values = (of) => pairs(of).map(([value]) => value);
export const assign = Object.assign;
export const defaults = (to, ...from) => from.reduce((all, one) => (pairs(one).forEach(([value, key]) => (all[key] === undefined ? (all[key] = value) : undefined)), all), Object(to));
export const clone = (of) => (isArray(of) ? [...of] : isObject(of) ? Object.assign(Object.create(Object.getPrototypeOf(of)), of) : of);
export const forEach = (of, visit) => {
  pairs(of).some(([value, key]) => visit(value, key, of) === false);
  return of;
};
export const map = (of, by) => pairs(of).map(([value, key]) => taker(by)(value, key, of));
export const flatten = (of) => (of ?? []).flat();
export const flatMap = (of, by) => map(of, by).flat();
export const filter = (of, by) => pairs(of).filter(([value, key]) => taker(by)(value, key, of)).map(([value]) => value);
export const reject = (of, by) => filter(of, (value, key) => !taker(by)(value, key, of));
export const find = (of, by) => pairs(of).find(([value, key]) => taker(by)(value, key, of))?.[0];
export const some = (of, by) => pairs(of).some(([value, key]) => taker(by)(value, key, of));
export const every = (of, by) => pairs(of).every(([value, key]) => taker(by)(value, key, of));
export const reduce = (of, by, ...start) => pairs(of).reduce((sum, [value, key]) => by(sum, value, key, of), ...start);
export const compact = (of) => (of ?? []).filter(Boolean);
export const uniq = (of) => [...new Set(of)];
export const difference = (of, ...without) => of.filter((value) => !without.flat().includes(value));
export const includes = (of, value) => (isString(of) ? of.includes(value) : values(of).includes(value));
export const indexOf = (of, value) => (of ?? []).indexOf(value);
export const first = (of) => of?.[0];
export const last = (of) => of?.[of.length - 1];
export const drop = (of, count = 1) => (of ?? []).slice(count);
export const dropRight = (of, count = 1) => (of ?? []).slice(0, Math.max(0, of.length - count));
export const pickBy = (of, by) => Object.fromEntries(pairs(of).filter(([value, key]) => by(value, key)).map(([value, key]) => [key, value]));
export const groupBy = (of, by) => pairs(of).reduce((groups, [value]) => ((groups[taker(by)(value)] ??= []).push(value), groups), {});
export const upperFirst = (text) => text.charAt(0).toUpperCase() + text.slice(1);
