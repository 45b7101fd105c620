// @vitest-environment node
import { ESLint } from "eslint";
import { expect, test } from "vitest";

const eslint = new ESLint();

async function refused(code: string, file = "src/pages/Planted.tsx"): Promise<string[]> {
  const results = await eslint.lintText(code, { filePath: file });
  const messages = results.flatMap((result) => result.messages);
  expect(messages.filter((message) => message.fatal)).toEqual([]);
  return messages.map((message) => message.ruleId ?? "none");
}

test.each([
  ["markup from a text", "export const A = ({ t }: { t: string }) => <p dangerouslySetInnerHTML={{ __html: t }} />;"],
  ["an address from elsewhere", "export const A = ({ t }: { t: string }) => <a href={t}>x</a>;"],
  ["an address that begins with something from elsewhere", "export const A = ({ t }: { t: string }) => <a href={`${t}/x`}>x</a>;"],
  ["an address of another site", "export const A = ({ t }: { t: string }) => <a href={`//${t}/x`}>x</a>;"],
  ["an address that a function made", "export const A = ({ f }: { f: () => string }) => <img alt='' src={f()} />;"],
  ["going to an address from elsewhere", "export const go = (t: string) => location.assign(t);"],
  ["going to another site", "export const go = (t: string) => location.replace(`https://${t}`);"],
  ["opening an address from elsewhere", "export const go = (t: string) => window.open(t, '_blank', 'noopener');"],
  ["setting the address", "export const go = (t: string) => { location.href = t; };"],
  ["a property by a name from elsewhere", "export const put = (o: Record<string, unknown>, k: string) => { o[k] = 1; };"],
  ["merging into what was given", "export const merge = (a: object, b: object) => Object.assign(a, b);"],
  ["another prototype", "export const set = (a: object, b: object) => Object.setPrototypeOf(a, b) as object;"],
  ["a prototype by its name", "export const key = '__proto__';"],
])("%s is refused", async (_, code) => {
  expect(await refused(code)).toEqual(["no-restricted-syntax"]);
});

test.each([
  ["a prototype as a property", "export const of = (a: { __proto__: unknown }) => a.__proto__;", "no-proto"],
  ["changing what all objects share", "Array.prototype.flat = () => [];", "no-extend-native"],
])("%s is refused", async (_, code, rule) => {
  expect(await refused(code)).toContain(rule);
});

test.each([
  ["a path of ours", "export const A = ({ t }: { t: string }) => <a href={`/x/${encodeURIComponent(t)}`}>x</a>;"],
  ["a written path", "export const A = () => <a href='/x'>x</a>;"],
  ["going to a path of ours", "export const go = (t: string) => location.assign(`/login?return=${encodeURIComponent(t)}`);"],
  ["opening a path of ours", "export const go = () => window.open('/login', '_blank', 'noopener');"],
  ["a new object", "export const put = (o: Record<string, unknown>, k: string) => ({ ...o, [k]: 1 });"],
  ["a place in a list", "export const first = (o: number[]) => { o[0] = 1; };"],
  ["merging into a new object", "export const merge = (a: object, b: object) => Object.assign({}, a, b);"],
])("%s is not", async (_, code) => {
  expect(await refused(code)).toEqual([]);
});
